import { type ReactNode, useLayoutEffect, useRef } from 'react';

type SceneProps = {
  /** Size that the scene is drawn in. */
  readonly width: number;
  readonly height: number;
  /** The upper part that may be cut off when there is little room; the scene stands on its lower edge. */
  readonly spare?: number;
  /** The same on each side. */
  readonly spareSide?: number;
  /** Larger than drawn, when there is room. */
  readonly atMost?: number;
  readonly className?: string;
  readonly children: ReactNode;
};

/**
 * A drawn place that fills the room it gets. Scenes do not turn round with the language: the machine is real.
 * It is decoration for a screen reader; the words beside it say the same.
 */
export function Scene({ width, height, spare = 0, spareSide = 0, atMost = 4, className = '', children }: SceneProps) {
  const box = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    // At once, not by a render that comes a frame later: until then the scene would lie over the words beside it.
    const measure = () => {
      const fit = Math.min(element.clientWidth / (width - 2 * spareSide), element.clientHeight / (height - spare));
      if (stage.current) stage.current.style.transform = `translateX(-50%) scale(${Math.min(fit, atMost)})`;
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [width, height, spare, spareSide, atMost]);
  return (
    <div ref={box} className={`scene ${spareSide > 0 ? 'scene-cut' : ''} ${className}`} aria-hidden="true">
      <div ref={stage} className="scene-stage" style={{ width, height }}>
        {children}
      </div>
    </div>
  );
}
