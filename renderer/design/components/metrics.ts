import { useSyncExternalStore } from 'react';
import { useView } from '../../store.ts';
import { currentScale } from '../scale.ts';

function subscribe(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

type Thread = {
  /** Whole device pixels, so that every thread is as thick as its neighbour. */
  readonly device: number;
  readonly css: number;
};

/** What bitmaps need to know of the screen they are drawn for. */
export function useMetrics() {
  const scale = useSyncExternalStore(subscribe, currentScale);
  const highContrast = useView().display.contrast === 'high';
  const thread = (units: number): Thread => {
    const device = Math.max(1, Math.round(units * scale * window.devicePixelRatio));
    return { device, css: device / window.devicePixelRatio };
  };
  return { scale, thread, highContrast };
}

/** The value that a token has in the theme of now: a canvas takes no custom property. */
export function tokenColour(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}
