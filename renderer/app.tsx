import { OverlayOf } from './resident/overlays.tsx';
import { ScreenOf } from './resident/screens/screen-of.tsx';
import { screenKind } from './resident/shell.tsx';
import { useOptionalView } from './store.ts';

/**
 * Draws the last view. A screen is keyed by its kind: going to another one unmounts what the old one knew, while a
 * change of language, of a number or of the overlay leaves it standing.
 */
export function App() {
  const view = useOptionalView();
  if (view === undefined) return null;
  return (
    <>
      <ScreenOf key={screenKind(view.screen)} screen={view.screen} />
      {view.overlay && <OverlayOf key={view.overlay.kind} overlay={view.overlay} />}
    </>
  );
}
