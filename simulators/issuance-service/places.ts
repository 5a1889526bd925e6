/** Where kiosks stand, as people call it. */
const places: Readonly<Record<string, string>> = {
  'KWT-0117': 'The Avenues, Gate 4',
  'KWT-0042': 'Souq Al-Bahar, Gate 2',
};

/** A kiosk that the service has no place of goes by its own name. */
export function placeOf(kioskId: string): string {
  return places[kioskId] ?? kioskId;
}
