/** Calendar date so many days from `day`. */
export function dateIn(day: Date, days: number): string {
  return new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of the year, so many years on; the first of March where there is no such day. */
export function yearsFrom(day: Date, years: number): Date {
  return new Date(Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate()));
}
