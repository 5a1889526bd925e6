import { describe, expect, it } from 'vitest';
import { isEscapeKey } from './keys.ts';

type Modifiers = Partial<Record<'control' | 'alt' | 'meta', boolean>>;
const press = (key: string, held: Modifiers = {}) =>
  isEscapeKey({ type: 'keyDown', key, control: false, alt: false, meta: false, ...held });

describe('escape keys', () => {
  it.each(['w', 'q', 'r', 'i', 'p', 's', 'n', 't', 'o', '+', '-', '0', 'Tab', 'ArrowLeft', 'F4'])(
    'swallows Ctrl+%s',
    (key) => expect(press(key, { control: true })).toBe(true),
  );
  it.each(['F4', 'ArrowLeft', 'Tab', ' ', 'Home'])('swallows Alt+%s', (key) =>
    expect(press(key, { alt: true })).toBe(true),
  );
  it.each(['d', 'l', 'Tab'])('swallows Meta+%s', (key) => expect(press(key, { meta: true })).toBe(true));
  it.each(['F1', 'F5', 'F11', 'F12', 'F24', 'BrowserBack', 'BrowserHome', 'LaunchMail', 'PrintScreen', 'ContextMenu'])(
    'swallows %s',
    (key) => expect(press(key)).toBe(true),
  );
  it.each(['a', '7', '٧', 'Tab', 'Enter', ' ', 'Backspace', 'ArrowUp', 'ArrowLeft', 'Escape', 'Shift', 'Control', 'F'])(
    'lets %s through',
    (key) => expect(press(key)).toBe(false),
  );
});
