type Plain = Readonly<Record<string, unknown>>;

/**
 * Whether two values of plain objects, arrays and primitives say the same. A property that is undefined says nothing.
 * Parts that are one and the same object are not looked into: most of a view is.
 */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
    return one.every((element, index) => isSame(element, other[index]));
  }
  return hasAllOf(other as Plain, one as Plain) && hasNoMore(other as Plain, one as Plain);
}

function hasAllOf(other: Plain, one: Plain): boolean {
  for (const name in one) if (!isSame(one[name], other[name])) return false;
  return true;
}

function hasNoMore(other: Plain, one: Plain): boolean {
  for (const name in other) if (other[name] !== undefined && one[name] === undefined) return false;
  return true;
}
