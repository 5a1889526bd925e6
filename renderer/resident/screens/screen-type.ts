import type { Screen } from '../../../main/session/view.ts';

/** The part of a view that one screen draws. */
export type ScreenNamed<Name extends Screen['name']> = Extract<Screen, { readonly name: Name }>;
