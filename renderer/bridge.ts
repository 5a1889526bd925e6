import type { KioskBridge } from '../main/window/bridge-types.ts';

declare global {
  interface Window {
    readonly tasleem?: KioskBridge;
  }
}

export type Bridge = KioskBridge;

/** The bridge that the preload script has put there. A page without one is a bug of the build. */
export function bridge(): Bridge {
  const found = window.tasleem;
  if (!found) throw new Error('window.tasleem is missing: the page runs outside of the kiosk');
  return found;
}
