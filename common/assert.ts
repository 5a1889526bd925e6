/** For bugs, never for operating errors: the part that hits one is restarted by its supervisor. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${message}`);
}
