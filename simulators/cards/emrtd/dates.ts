/** `2026-11-24` as `20261124`. */
export function civilDateDigits(iso: string): string {
  return iso.replaceAll('-', '');
}
