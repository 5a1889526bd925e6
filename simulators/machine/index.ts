export {
  CardPath,
  type CardPathLimits,
  type CardPlace,
  cardPlaces,
  type JamExit,
  transportPlaces,
} from './card-path.ts';
export { Pace } from './pace.ts';
export { type Panel, Ribbon, type RibbonType, ribbonTypes } from './ribbon.ts';
export { cardTimes_ms } from './times.ts';
