import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { bridge } from './bridge.ts';
import { startScale } from './design/scale.ts';
import { startKeyboard } from './keyboard.ts';
import { follow } from './store.ts';
import './design/design.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');

startScale();
startKeyboard();
follow(bridge());
createRoot(root).render(<App />);
