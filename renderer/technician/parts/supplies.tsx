import type { CSSProperties } from 'react';
import type { Supply } from '../../../main/technician/view.ts';
import { levelOf } from '../machine/levels.ts';
import { type TechnicianWords, useTechnicianWords } from '../words.ts';
import { StateMark } from './state.tsx';

/** One bar a supply: how much there is, and the tick from which on somebody has to do something. */
export function Supplies({ supplies }: { readonly supplies: readonly Supply[] }) {
  return (
    <ul className="panel supplies">
      {supplies.map((supply) => (
        <SupplyBar key={supply.kind} supply={supply} />
      ))}
    </ul>
  );
}

function SupplyBar({ supply }: { readonly supply: Supply }) {
  const words = useTechnicianWords();
  const { t } = words;
  const { kind, state, count, of, threshold } = supply;
  // A count of nobody knows how many has no length.
  const isMeasured = count === undefined || of !== undefined;
  const tick = threshold !== undefined && of ? threshold / of : undefined;
  return (
    <li className="supply" data-supply={kind} data-state={state}>
      <div className="supply-head">
        {state !== 'ok' && <StateMark state={state} size={20} silent />}
        <b>{t(`supply.${kind}.name`)}</b>
        <span>{amountOf(supply, words)}</span>
      </div>
      <div className="bar" aria-hidden="true">
        {isMeasured && <i style={{ transform: `scaleX(${levelOf(supply)})` }} />}
        {tick !== undefined && <u style={{ '--at': tick } as CSSProperties} />}
      </div>
      <small>{noteOf(supply, words)}</small>
    </li>
  );
}

/** `38 of 200`; what only a sensor tells stays a word. */
export function amountOf({ count, of, state, fills }: Supply, { t, known }: TechnicianWords): string {
  if (count === undefined) return known(`level.${fills ? 'bin' : 'store'}.${state}`) ?? t(`state.${state}`);
  return of === undefined ? t('amount.alone', { count }) : t('amount.of', { count, of });
}

function noteOf({ kind, count, of, state, fills }: Supply, { t }: TechnicianWords): string {
  if (state !== 'ok') return t(`supply.${kind}.${state === 'fault' ? 'end' : 'soon'}`);
  if (fills && count !== undefined && of !== undefined) return t('supply.room', { count: of - count });
  return t(`supply.${kind}.good`);
}
