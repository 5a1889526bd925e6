/** The kiosk's window and what keeps it closed. Used by app.ts only; knows Electron, so nothing else may. */
export type { KioskBridge } from './bridge-types.ts';
export { hardenAllPages, type Refusal, type ReportRefusal, registerKioskScheme } from './hardening.ts';
export { type KioskWindow, type KioskWindowOptions, openKioskWindow } from './kiosk-window.ts';
export { refusedSwitch } from './switches.ts';
