/**
 * Every state of the screens without a machine: what the hash says is shown, e.g. `#state=take&language=ar`.
 * For development and tests; it is no part of the product.
 */
import { createRoot } from 'react-dom/client';
import type { Display, View } from '../../main/session/view.ts';
import { App } from '../app.tsx';
import type { Bridge } from '../bridge.ts';
import '../design/design.css';
import { startScale } from '../design/scale.ts';
import { languages as builtIn } from '../i18n/catalogue.ts';
import { startKeyboard } from '../keyboard.ts';
import { follow } from '../store.ts';
import back from './fixtures/card-back-masked.png';
import front from './fixtures/card-front-masked.png';
import portrait from './fixtures/portrait.png';
import { statesWith, viewWith } from './states.ts';
import { technicianStates } from './technician-states.ts';

declare global {
  interface Window {
    /** For tests: the names of all states, and what the screen has asked for since the last change. */
    gallery?: { readonly states: readonly string[]; readonly sent: unknown[] };
  }
}

const states = { ...statesWith({ preview: { front, back }, portrait }), ...technicianStates };
const languages: View['languages'] = [...builtIn.values()].map(({ code, name, direction }) => ({
  code,
  name,
  direction,
}));
const sent: unknown[] = [];
window.gallery = { states: Object.keys(states), sent };

let revision = 0;
let tell: (view: View) => void = () => undefined;

function show(): void {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const state = states[wanted.get('state') ?? 'attract'];
  if (!state) throw new Error(`no state ${wanted.get('state')}; there are ${Object.keys(states).join(', ')}`);
  revision += 1;
  sent.length = 0;
  const picked = wanted.get('languages')?.split(',');
  tell(
    viewWith({
      state,
      revision,
      language: wanted.get('language') ?? 'ar',
      languages: languages.filter(({ code }) => picked === undefined || picked.includes(code)),
      display: displayFrom(wanted),
    }),
  );
  // For tests: this much has been drawn.
  requestAnimationFrame(() => {
    document.documentElement.dataset['shown'] = location.hash;
  });
}

function displayFrom(wanted: URLSearchParams): Partial<Display> {
  const pixels = wanted.get('pixelsPer_mm');
  return {
    ...(wanted.get('contrast') === 'high' && { contrast: 'high' }),
    ...(wanted.get('text') === 'large' && { textSize: 'large' }),
    ...(wanted.get('text') === 'largest' && { textSize: 'largest' }),
    ...(wanted.get('reach') === 'low' && { reach: 'low' }),
    ...(wanted.get('motion') === 'reduced' && { motion: 'reduced' }),
    ...(pixels !== null && { pixelsPer_mm: Number(pixels) }),
  };
}

/** Touching something walks on in the gallery as far as it makes sense without a machine: only the language. */
const bridge: Bridge = {
  onView(listener) {
    tell = listener;
    show();
    return () => undefined;
  },
  send(intent) {
    sent.push(intent);
    if (intent.type !== 'choose-language') return;
    const wanted = new URLSearchParams(location.hash.slice(1));
    wanted.set('language', intent.language);
    location.hash = wanted.toString();
  },
};

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
startScale();
startKeyboard();
follow(bridge);
createRoot(root).render(<App />);
window.addEventListener('hashchange', show);
