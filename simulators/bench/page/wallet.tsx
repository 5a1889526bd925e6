import type { WorldState } from '../../world/index.ts';
import { hand, useBench } from './bench.ts';

/** Who there is, what the phones say, and the hands. */
export function Wallet({ state }: { readonly state: WorldState }) {
  const onReader = state.reader.card;
  return (
    <aside className="column">
      <section className="panel grow">
        <h2>
          Wallet <span>drag to the reader, or press</span>
        </h2>
        <ul className="wallet">
          {state.residents.map(({ id, name, about, card }) => (
            <li key={id}>
              <button
                type="button"
                draggable
                className={card === 'genuine' ? 'card' : 'card card-bad'}
                aria-pressed={onReader === id}
                onDragStart={(event) => event.dataTransfer.setData('text/plain', id)}
                onClick={() => void present(onReader, id)}
              >
                <b>
                  {name.otherNames} {name.surname}
                </b>
                <span>{about}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <Phones />
      <section className="panel">
        <h2>Hands</h2>
        <div className="hands">
          {onReader !== null && <Hand name="show-slip" words="Scan the slip" body={{ resident: onReader }} />}
          {onReader !== null && <Hand name="show-zone" words="Scan the zone" body={{ resident: onReader }} />}
          <Hand name="load-hopper" words="Load 50 blanks" body={{ blanks: 50 }} />
          <Hand name="change-ribbon" words="New ribbon" />
          <Hand name="change-paper" words="New paper" />
          <Hand name="empty-bins" words="Empty bins" />
          <Hand
            name={state.cardPrinter.cover === 'open' ? 'close-cover' : 'open-cover'}
            words={state.cardPrinter.cover === 'open' ? 'Close printer' : 'Open printer'}
            body={{ device: 'cardPrinter' }}
          />
          <Hand name="clear-jam" words="Clear card jam" body={{ device: 'cardPrinter' }} />
          <Hand
            name={state.receiptPrinter.coverOpen ? 'close-cover' : 'open-cover'}
            words={state.receiptPrinter.coverOpen ? 'Close receipts' : 'Open receipts'}
            body={{ device: 'receiptPrinter' }}
          />
          <Hand name="clear-jam" words="Clear paper jam" body={{ device: 'receiptPrinter' }} />
          <Hand name="unplug-reader" words="Unplug reader" />
          <Hand name="plug-reader" words="Plug reader in" />
          <Hand name="unplug-vault-reader" words="Unplug vault’s" />
          <Hand name="plug-vault-reader" words="Plug vault’s in" />
          <Hand name="unplug-encoder" words="Unplug encoder" />
          <Hand name="plug-encoder" words="Plug encoder in" />
        </div>
        <p className="quiet">
          Every hand is also a call: <code>POST /api/hand/take-document</code>
        </p>
      </section>
    </aside>
  );
}

/** One card at a time lies on the reader; pressing it again takes it away. */
export async function present(onReader: string | null, resident: string): Promise<void> {
  if (onReader !== null) await hand('remove-card');
  if (onReader !== resident) await hand('present-card', { resident });
}

function Hand({ name, words, body = {} }: { readonly name: string; readonly words: string; readonly body?: object }) {
  return (
    <button type="button" onClick={() => void hand(name, body)}>
      {words}
    </button>
  );
}

function Phones() {
  const { phones, state } = useBench();
  const messages = phones
    // A copy of somebody's card leads to the same phone.
    .filter(({ resident }) => state?.residents.find((person) => person.id === resident)?.card === 'genuine')
    .flatMap(({ resident, ending, messages: received }) =>
      received.map((message) => ({ resident, ending, ...message })),
    )
    .sort((a, b) => b.at_ms - a.at_ms)
    .slice(0, 3);
  const nameOf = (id: string) => state?.residents.find((person) => person.id === id)?.name.otherNames ?? id;
  return (
    <section className="panel">
      <h2>
        Phones <span>{messages.length === 0 ? 'no message yet' : 'newest first'}</span>
      </h2>
      {messages.map(({ resident, ending, at_ms, text }) => (
        <p className="message" key={`${resident}${at_ms}`}>
          <span>
            {nameOf(resident)}, …{ending}
          </span>
          {text.en}
        </p>
      ))}
    </section>
  );
}
