export { decodeCommand } from './apdu.ts';
export { saysExtendedLength } from './atr.ts';
export { readEmrtd } from './emrtd/read.ts';
export { type CardIdentification, identifyCard } from './identify.ts';
export { type PivProblem, readPivEvidence } from './piv.ts';
export { type Exchange, type ProtocolError, transmitApdu } from './transmit.ts';
