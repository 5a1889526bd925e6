import type { View } from '../main/session/view.ts';
import { speak } from './i18n/words.ts';

/**
 * Puts what a view says of language, contrast, size and motion onto the document. Done before the screen is drawn,
 * because bitmaps take their colours from the style sheet.
 */
export function applyDisplay({ language, display }: View): void {
  const root = document.documentElement;
  root.dataset['contrast'] = display.contrast;
  root.dataset['text'] = display.textSize;
  root.dataset['reach'] = display.reach;
  root.dataset['motion'] = display.motion;
  const touch_px = (20 * display.pixelsPer_mm) / window.devicePixelRatio;
  root.style.setProperty('--touch', `${touch_px}px`);
  speak(language);
}
