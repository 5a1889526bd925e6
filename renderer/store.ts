import { create } from 'zustand';
import type { Intent, View } from '../main/session/view.ts';
import type { Bridge } from './bridge.ts';
import { applyDisplay } from './display.ts';

type Store = {
  /** The last view and nothing before it: what left the screen leaves the memory. */
  readonly view: View | undefined;
  readonly send: (intent: Intent) => void;
};

const useStore = create<Store>(() => ({ view: undefined, send: () => undefined }));

/** Follows a bridge. Views that were overtaken on their way are dropped. Returns the unsubscription. */
export function follow(source: Bridge): () => void {
  useStore.setState({ send: (intent) => source.send(intent) });
  return source.onView((view) => {
    const shown = useStore.getState().view;
    if (shown !== undefined && view.revision <= shown.revision) return;
    applyDisplay(view);
    useStore.setState({ view });
  });
}

export function useOptionalView(): View | undefined {
  return useStore((store) => store.view);
}

/** The view, inside of what is only drawn when there is one. */
export function useView(): View {
  const view = useOptionalView();
  if (view === undefined) throw new Error('no view yet');
  return view;
}

export function useSend(): (intent: Intent) => void {
  return useStore((store) => store.send);
}

/** For handlers outside of components: the view that stands now. */
export function currentView(): View | undefined {
  return useStore.getState().view;
}

/** For handlers outside of components. */
export function send(intent: Intent): void {
  useStore.getState().send(intent);
}
