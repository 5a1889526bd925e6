import { createRoot } from 'react-dom/client';
import './page.css';
import { follow, useBench } from './bench.ts';
import { Events } from './events.tsx';
import { Faults } from './faults.tsx';
import { Header } from './header.tsx';
import { Machine } from './machine.tsx';
import { Products } from './products.tsx';
import { Vault } from './vault.tsx';
import { Wallet } from './wallet.tsx';

function Page() {
  const { state, refusal, connected } = useBench();
  if (!state)
    return <p className="waiting">{connected ? 'Looking at the machine …' : 'The simulated world does not answer.'}</p>;
  return (
    <>
      <Header state={state} connected={connected} />
      <div className="columns">
        <Wallet state={state} />
        <div className="middle">
          <Machine state={state} />
          <Vault state={state} />
          <Products state={state} />
          <Events />
        </div>
        <Faults />
      </div>
      <p className="refusal" role="status" hidden={refusal === undefined}>
        {refusal}
      </p>
    </>
  );
}

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no place to draw in');
follow();
createRoot(root).render(<Page />);
