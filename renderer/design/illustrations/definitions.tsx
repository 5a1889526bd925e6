/** What drawings of the machine define for themselves, under ids of their own. */
type DefinitionProps = { readonly id: string };

export function Blur({ id, deviation }: DefinitionProps & { readonly deviation: number }) {
  return (
    <filter id={id} x="-40%" y="-40%" width="180%" height="180%">
      <feGaussianBlur stdDeviation={deviation} />
    </filter>
  );
}

/** The dark behind an opening in the machine's front. */
export function HoleShade({ id }: DefinitionProps) {
  return (
    <linearGradient id={id} x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stopColor="var(--i-hole-1)" />
      <stop offset="1" stopColor="var(--i-hole-2)" />
    </linearGradient>
  );
}
