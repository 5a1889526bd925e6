/** What the page finds as `window.tasleem`; nothing else of the machine is in its reach. */
import type { Intent, View } from '../session/view.ts';

export type KioskBridge = {
  /** Calls back with the present view at once, if there is one, and with each later one; returns the way to stop. */
  onView(listener: (view: View) => void): () => void;
  /** Asks for something; main decides whether it is allowed now. */
  send(intent: Intent): void;
};
