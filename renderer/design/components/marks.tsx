/** The product's own signs: the crest is the Sadu diamond, parted by the slot that a card comes out of. */
function Crest({ size, onTeal = false }: { readonly size: number; readonly onTeal?: boolean }) {
  const side = `${size / 10}rem`;
  return (
    <svg style={{ width: side, height: side }} viewBox="0 0 64 64" aria-hidden="true">
      <CrestShape onTeal={onTeal} />
    </svg>
  );
}

/** On a grid of 64. */
export function CrestShape({ onTeal = false }: { readonly onTeal?: boolean }) {
  const ink = onTeal ? '#f6efe3' : 'var(--crest)';
  const ground = onTeal ? '#0e4f49' : 'var(--crest-ground)';
  const slot = onTeal ? '#e0795f' : 'var(--crest-slot)';
  return <CrestIn ink={ink} ground={ground} slot={slot} />;
}

type CrestColours = { readonly ink: string; readonly ground: string; readonly slot: string };

/** Where it is part of a document that has its own colours. */
export function CrestIn({ ink, ground, slot }: CrestColours) {
  return (
    <>
      <path fill={ink} d="M32 3L55 26H9ZM32 61L55 38H9Z" />
      <path fill={ground} d="M32 12.5L41 21.5H23ZM32 51.5L41 42.5H23Z" />
      <rect x="3" y="29.2" width="58" height="5.6" rx="1.6" fill={slot} />
    </>
  );
}

export function Brand({ onTeal = false }: { readonly onTeal?: boolean }) {
  return (
    <div className={onTeal ? 'brand brand-on-teal' : 'brand'}>
      <Crest size={66} onTeal={onTeal} />
      <b lang="ar" dir="rtl">
        تسليم
      </b>
      <i>
        <bdi lang="en">Tasleem</bdi>
      </i>
    </div>
  );
}
