import { type ReactNode, useEffect, useRef } from 'react';

/** A new page is read from its title on, by ear too. */
export function PageTitle({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

type SectionProps = {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

export function Section({ title, aside, className = '', children }: SectionProps) {
  return (
    <section className={`section-block ${className}`}>
      <header className="section-head">
        <h2>{title}</h2>
        {aside && <div className="section-aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}

/** What the field writes in Latin letters: words on the wire, serial numbers, times. */
export function Wire({ children, className = '' }: { readonly children: ReactNode; readonly className?: string }) {
  return (
    <bdi dir="ltr" className={`wire ${className}`}>
      {children}
    </bdi>
  );
}
