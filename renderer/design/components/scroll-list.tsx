import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from './icon.tsx';

type Props = {
  readonly label: string;
  readonly upLabel: string;
  readonly downLabel: string;
  readonly children: ReactNode;
};

type Room = { readonly above: boolean; readonly below: boolean };

/** A list that may be longer than its place: it scrolls under the finger, and by two buttons of full size. */
export function ScrollList({ label, upLabel, downLabel, children }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [room, setRoom] = useState<Room>({ above: false, below: false });
  const measure = useCallback(() => {
    const element = list.current;
    if (!element) return;
    const left = element.scrollHeight - element.clientHeight - element.scrollTop;
    setRoom({ above: element.scrollTop > 2, below: left > 2 });
  }, []);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [measure]);
  const scroll = (direction: 1 | -1) => {
    const element = list.current;
    if (!element) return;
    const calm = document.documentElement.dataset['motion'] === 'full';
    element.scrollBy({ top: direction * element.clientHeight * 0.8, behavior: calm ? 'smooth' : 'instant' });
  };
  const long = room.above || room.below;
  return (
    <div className={long ? 'scroll scroll-long' : 'scroll'}>
      <ul ref={list} className="scroll-list" aria-label={label} tabIndex={long ? 0 : undefined} onScroll={measure}>
        {children}
      </ul>
      {long && (
        <div className="scroll-buttons">
          <button type="button" className="tool tool-wide" disabled={!room.above} onClick={() => scroll(-1)}>
            <Icon name="chevron" size={48} stroke={4.4} backwards />
            {upLabel}
          </button>
          <button type="button" className="tool tool-wide" disabled={!room.below} onClick={() => scroll(1)}>
            <Icon name="chevron" size={48} stroke={4.4} />
            {downLabel}
          </button>
        </div>
      )}
    </div>
  );
}
