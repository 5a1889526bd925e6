/** What card and receipt are both drawn with: text that fits, symbols, our crest. */
export { seal } from './crest.ts';
export { type FitRule, type FitStep, type Fitted, fitText, shareWidth } from './fit-text.ts';
export {
  decimal,
  type Face,
  type Region,
  renderOptions,
  type Script,
  svgDocument,
  type TextRun,
  type TextStyle,
  textElement,
} from './svg.ts';
export { encodeSymbol, type Modules } from './symbol.ts';
export { createMeasure, type MeasureText } from './text-measure.ts';
