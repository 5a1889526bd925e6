/**
 * The screens are drawn in design units: 1080 wide and 1920 high in portrait. One rem is ten of them, so that
 * `8.4rem` in a style sheet is 84 in the drawing. Scenes that need a number without a unit read `--scale`.
 */

/** The least height in design units that a portrait screen is laid out for; below it everything gets smaller. */
const PORTRAIT = { width: 1080, height: 1720 };
/** Two columns, each nearly as wide as a portrait screen. */
const LANDSCAPE = { width: 1900, height: 1200 };

export type Layout = { readonly orientation: 'portrait' | 'landscape'; readonly scale: number };

/** Layout for a window of CSS pixels. */
export function layoutFor(width_px: number, height_px: number): Layout {
  const landscape = width_px > height_px;
  const base = landscape ? LANDSCAPE : PORTRAIT;
  const scale = Math.min(width_px / base.width, height_px / base.height);
  return { orientation: landscape ? 'landscape' : 'portrait', scale };
}

/** CSS pixels that stand for one design unit now. */
export function currentScale(): number {
  return layoutFor(window.innerWidth, window.innerHeight).scale;
}

/** Keeps the document's scale in step with its window. */
export function startScale(): void {
  const apply = () => {
    const { orientation, scale } = layoutFor(window.innerWidth, window.innerHeight);
    const root = document.documentElement;
    root.dataset['orientation'] = orientation;
    root.style.fontSize = `${scale * 10}px`;
    root.style.setProperty('--scale', String(scale));
  };
  apply();
  window.addEventListener('resize', apply);
}
