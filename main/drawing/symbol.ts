/** Two-dimensional symbols as modules, to be drawn in whole dots. */
import bwip from 'bwip-js/node';

/** Row after row from the top, left to right; 1 = dark. */
export type Modules = { readonly columns: number; readonly rows: number; readonly dark: ArrayLike<number> };

/**
 * The symbol without its quiet zone; undefined when `text` is too long for the size that `options` asks for (the encoder
 * throws then). `options`: bwip-js, as `version=4 eclevel=Q`.
 */
export function encodeSymbol(symbology: 'pdf417' | 'qrcode', text: string, options: string): Modules | undefined {
  try {
    const [symbol] = bwip.raw(symbology, text, options);
    if (!symbol || !('pixs' in symbol)) throw new Error('the encoder drew no matrix');
    return { columns: symbol.pixx, rows: symbol.pixs.length / symbol.pixx, dark: symbol.pixs };
  } catch (error) {
    if (error instanceof Error && /^bwipp\.\w*(NoValidSymbol|insufficientCapacity)/i.test(error.message))
      return undefined;
    throw error;
  }
}
