import type { Intent } from '../main/session/view.ts';
import { currentView, send } from './store.ts';

/**
 * The whole kiosk by keys alone: up and down (or Tab) go from control to control, OK presses, back goes back, F1
 * explains. Left and right go the way that is read; digits go to the code.
 */
export function startKeyboard(): void {
  window.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (handle(event.key)) event.preventDefault();
  });
}

function handle(key: string): boolean {
  if (/^[0-9]$/.test(key)) return ask({ type: 'digit', digit: key });
  switch (key) {
    case 'ArrowDown':
      return moveFocus(1);
    case 'ArrowUp':
      return moveFocus(-1);
    case 'ArrowRight':
      return moveFocus(readsLeftToRight() ? 1 : -1);
    case 'ArrowLeft':
      return moveFocus(readsLeftToRight() ? -1 : 1);
    case 'Enter':
      return pressPrimary();
    case 'Backspace':
    case 'Delete':
      return ask({ type: 'delete-digit' });
    case 'Escape':
    case 'BrowserBack':
      return goBack();
    case 'F1':
    case 'Help':
      return ask({ type: 'open-help' });
    default:
      return false;
  }
}

/** Sends an intent if main allows it now; tells whether it did. */
function ask(intent: Intent): boolean {
  if (!currentView()?.allowed.includes(intent.type)) return false;
  send(intent);
  return true;
}

function goBack(): boolean {
  const overlay = currentView()?.overlay;
  if (overlay?.kind === 'still-there') return ask({ type: 'more-time' });
  return overlay ? ask({ type: 'close-overlay' }) : pressBack() || ask({ type: 'back' });
}

/** Where a page has a way back of its own. */
function pressBack(): boolean {
  const back = reachable().find((control) => control.dataset['back'] !== undefined);
  back?.click();
  return back !== undefined;
}

/** A control that has the focus is pressed by the browser; otherwise OK means the screen's main action. */
function pressPrimary(): boolean {
  if (document.activeElement instanceof HTMLButtonElement) return false;
  const primary = reachable().find((control) => control.dataset['primary'] !== undefined);
  primary?.click();
  return primary !== undefined;
}

function reachable(): HTMLElement[] {
  const place = document.querySelector('dialog[open]') ?? document;
  const stops = 'button:not(:disabled):not([tabindex="-1"]), [data-scrolls][tabindex="0"]';
  return [...place.querySelectorAll<HTMLElement>(stops)].filter((control) => control.getClientRects().length > 0);
}

/** A page that is only read moves under the keys before the focus leaves it. */
function scrollFurther(by: 1 | -1): boolean {
  const page = document.activeElement;
  if (!(page instanceof HTMLElement) || page.dataset['scrolls'] === undefined) return false;
  const before = page.scrollTop;
  page.scrollBy({ top: by * page.clientHeight * 0.8, behavior: 'instant' });
  return page.scrollTop !== before;
}

function moveFocus(by: 1 | -1): boolean {
  if (scrollFurther(by)) return true;
  const controls = reachable();
  if (controls.length === 0) return false;
  const at = document.activeElement instanceof HTMLElement ? controls.indexOf(document.activeElement) : -1;
  const next = at < 0 ? (by > 0 ? 0 : controls.length - 1) : (at + by + controls.length) % controls.length;
  controls[next]?.focus();
  return true;
}

/** The keypad runs from left to right in every language. */
function readsLeftToRight(): boolean {
  const place = document.activeElement?.closest('[dir]') ?? document.documentElement;
  return place.getAttribute('dir') === 'ltr';
}
