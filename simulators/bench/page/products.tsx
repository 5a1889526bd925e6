import type { WorldState } from '../../world/index.ts';
import { hand } from './bench.ts';

/** What came out: the document in the tray as a picture, and the receipt as it was printed. */
export function Products({ state }: { readonly state: WorldState }) {
  const presented = state.cards.find(({ place }) => place === 'exit');
  const last = presented ?? state.cards.at(-1);
  const receipt = state.receipts.at(-1);
  const taken = state.cards.findLast(({ place }) => place === 'taken' || place === 'removed');
  const onDesk = state.deskReader.card;
  return (
    <div className="products">
      <section className={presented ? 'panel tray tray-now' : 'panel tray'}>
        <h2>
          In the tray{' '}
          <span>
            {presented ? presented.cardId : last ? `nothing; last card: ${last.place}` : 'nothing'}
            {last && `, chip ${chipWords(state, last.cardId)}`}
          </span>
        </h2>
        {last ? (
          <div className="faces">
            {(['front', 'back'] as const).map((face) => (
              <figure key={face}>
                <img
                  src={`/api/products/cards/${last.cardId}/${face}.png?${last.complete ? 'complete' : state.cardPrinter.step}`}
                  alt={`${face} of the card`}
                />
                <figcaption>{face}</figcaption>
              </figure>
            ))}
          </div>
        ) : (
          <p className="quiet">A printed card appears here, drawn from the panels that the printer received.</p>
        )}
        <div className="row">
          <button type="button" className="primary" disabled={!presented} onClick={() => void hand('take-document')}>
            Take it
          </button>
          <button type="button" disabled={!presented} onClick={() => void hand('push-back-document')}>
            Push back
          </button>
          {onDesk === null ? (
            <button
              type="button"
              disabled={!taken}
              onClick={() => taken && void hand('lay-on-desk', { cardId: taken.cardId })}
            >
              Lay on the desk’s reader
            </button>
          ) : (
            <button type="button" aria-pressed onClick={() => void hand('lift-from-desk')}>
              Take {onDesk} off the desk’s reader
            </button>
          )}
        </div>
      </section>
      <section className={state.receiptPrinter.presented === null ? 'panel paper' : 'panel paper tray-now'}>
        <h2>
          Receipt <span>{receipt ? receipt.place : 'none yet'}</span>
        </h2>
        {receipt && <img src={`/api/products/receipts/${receipt.id}.png`} alt="The receipt as it was printed" />}
        <button
          type="button"
          disabled={state.receiptPrinter.presented === null}
          onClick={() => void hand('take-receipt')}
        >
          Take it
        </button>
      </section>
    </div>
  );
}

export function chipWords({ cardPrinter }: WorldState, cardId: string): string {
  const chip = cardPrinter.cards.find((card) => card.cardId === cardId)?.chip;
  if (!chip) return 'blank';
  return chip.resident === null ? chip.state : `${chip.state}, ${chip.resident}’s`;
}
