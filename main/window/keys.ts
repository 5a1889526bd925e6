/** The keys by which people leave kiosks. */

/** The part of Electron's `Input` that matters here. */
export type KeyPress = {
  readonly type: string;
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
};

/**
 * Keys of a whole keyboard that do something to a browser or a desktop by themselves. Modifiers are let through
 * alone, for they are part of typing; what they are held together with is not.
 */
const actingKey =
  /^(F\d{1,2}|Browser.*|Launch.*|Media.*|Zoom.*|PrintScreen|ContextMenu|Help|Props|Power.*|Sleep|WakeUp|LogOff|Hibernate|BrightnessUp|BrightnessDown|Eject|Find|Open|Close|New|Save|Print|AppSwitch|GoBack|GoHome|Exit)$/;
const modifier = /^(Control|Alt|Meta|Shift|AltGraph|CapsLock|NumLock|OS|Super|Hyper|Fn)$/;

/**
 * Whether the page must not get this key. An allow-list in effect: with Ctrl, Alt or Meta held nothing passes
 * (close, reload, tools, zoom, print, history, tabs, menus, desktop), without them all but the acting keys does.
 */
export function isEscapeKey(press: KeyPress): boolean {
  if (modifier.test(press.key)) return false;
  return press.control || press.alt || press.meta || actingKey.test(press.key);
}
