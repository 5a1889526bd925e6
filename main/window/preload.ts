/**
 * Runs sandboxed before the page. It hands over views and intents and takes away what a browser does by itself:
 * main cannot see a drop or a context menu before the page does.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { Intent, View } from '../session/view.ts';
import type { KioskBridge } from './bridge-types.ts';
import { INTENT_CHANNEL, VIEW_CHANNEL } from './channels.ts';

const listeners = new Set<(view: View) => void>();
let latest: View | undefined;

ipcRenderer.on(VIEW_CHANNEL, (_event, view: View) => {
  latest = view;
  for (const listener of listeners) listener(view);
});

const bridge: KioskBridge = {
  onView(listener) {
    listeners.add(listener);
    if (latest) listener(latest);
    return () => {
      listeners.delete(listener);
    };
  },
  send(intent: Intent) {
    ipcRenderer.send(INTENT_CHANNEL, intent);
  },
};

contextBridge.exposeInMainWorld('tasleem', bridge);

const swallowed = ['contextmenu', 'dragstart', 'dragover', 'drop', 'auxclick'] as const;
for (const type of swallowed) window.addEventListener(type, (event) => event.preventDefault(), { capture: true });
// Ctrl and wheel is Chromium's zoom, also as a touchpad's pinch.
window.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { capture: true, passive: false });
