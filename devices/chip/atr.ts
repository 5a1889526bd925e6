/** Answer to reset (ISO/IEC 7816-3, 8.2): only what is needed to find the card's own capabilities. */

/** Historical bytes, or undefined when the ATR is not well formed. */
function historicalBytes(atr: Uint8Array): Uint8Array | undefined {
  const t0 = atr[1];
  if (t0 === undefined) return undefined;
  let at = 2;
  let indicator = t0 >> 4;
  while (indicator !== 0) {
    for (const bit of [1, 2, 4]) if (indicator & bit) at += 1;
    if (!(indicator & 8)) break;
    const td = atr[at];
    if (td === undefined) return undefined;
    at += 1;
    indicator = td >> 4;
  }
  const bytes = atr.slice(at, at + (t0 & 0x0f));
  return bytes.length === (t0 & 0x0f) ? bytes : undefined;
}

/** Card capabilities (7816-4, 12.1.1.9): third byte, bit 7: extended Lc and Le fields. */
export function saysExtendedLength(atr: Uint8Array): boolean {
  const historical = historicalBytes(atr);
  if (!historical || (historical[0] !== 0x80 && historical[0] !== 0x00)) return false;
  for (let at = 1; at < historical.length; ) {
    const head = historical[at] ?? 0;
    const length = head & 0x0f;
    if (head >> 4 === 7 && length >= 3) return ((historical[at + 3] ?? 0) & 0x40) !== 0;
    at += 1 + length;
  }
  return false;
}
