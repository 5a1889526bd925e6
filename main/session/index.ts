export { createClosedSession } from './closed-session.ts';
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
export * from './view.ts';
