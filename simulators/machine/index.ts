export {
  CardPath,
  type CardPathLimits,
  type CardPlace,
  cardPlaces,
  type JamExit,
} from './card-path.ts';
export { FaultBook, PlainFaults } from './fault-book.ts';
export { Pace } from './pace.ts';
export { type Panel, Ribbon, type RibbonType } from './ribbon.ts';
export { TcpPort } from './tcp-port.ts';
export { cardTimes_ms } from './times.ts';
