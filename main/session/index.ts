export { createClosedSession } from './closed-session.ts';
export { isAway } from './pin.ts';
export type {
  CardReading,
  CardRefusal,
  Draft,
  Identification,
  ReceiptDesk,
  ReceiptRequest,
  Serviceability,
  SessionAuditEvent,
  SessionPorts,
  SessionSettings,
} from './ports.ts';
export { followScanner } from './scanning.ts';
export { type Circumstances, serviceability } from './serviceability.ts';
export { createSession, type Session } from './session.ts';
export { keysAllowed, PIN_LENGTH, TypedDigits } from './typed-digits.ts';
export * from './view.ts';
