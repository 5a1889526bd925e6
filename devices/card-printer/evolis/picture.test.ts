/** What sensors in any order may and may not be taken for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../common/log.ts';
import { type CardPrinterEvent, cardPrinterStatusSchema, deviceError } from '../../contract/index.ts';
import { evolisOptionsSchema } from './options.ts';
import { Picture } from './picture.ts';
import { parseState } from './states.ts';
import { readSupplies } from './status.ts';
import { isInside, isNowhere, type Place, positionOf } from './wire.ts';

const options = evolisOptionsSchema.parse({ device: 'Evolis KC200B' });
const place: fc.Arbitrary<Place> = fc.record({
  inside: fc.constantFrom('none', 'print', 'contact', 'contactless', 'astray', 'unknown'),
  exit: fc.constantFrom(true, false, undefined),
  cardsFed: fc.option(fc.nat(1_000), { nil: undefined }),
});
const nowhere: Place = { inside: 'none', exit: false, cardsFed: 1 };
const atExit: Place = { inside: 'none', exit: true, cardsFed: 1 };

function watched() {
  const events: CardPrinterEvent[] = [];
  const picture = new Picture(options, silentLog, (event) => events.push(event));
  picture.setContact({ state: 'ready' });
  const hands = () => events.splice(0).filter(({ event }) => event === 'mediaTaken' || event === 'mediaInserted');
  hands();
  return { picture, hands };
}

describe('looks at the sensors', () => {
  it('tell a taken card only where one was seen at the exit and nothing is seen now', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), (looks) => {
        const { picture, hands } = watched();
        let seenAtExit = false;
        for (const look of looks) {
          picture.observe(look);
          const [hand, ...more] = hands();
          expect(more).toEqual([]);
          if (hand?.event === 'mediaInserted') expect(look.exit === true || isInside(look)).toBe(true);
          if (hand?.event === 'mediaTaken') {
            // Once for each card that was there.
            expect([seenAtExit, isNowhere(look)]).toEqual([true, true]);
            seenAtExit = false;
          }
          seenAtExit ||= look.exit === true;
          picture.show();
          expect(cardPrinterStatusSchema.safeParse(picture.status).success).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('say absent only where both sensors say so, and nothing where either cannot', () => {
    fc.assert(
      fc.property(place, (look) => {
        expect(positionOf(look) === 'notPresent').toBe(isNowhere(look));
        if (look.inside === 'unknown') expect(positionOf(look)).toBe('unknown');
        if (look.inside === 'none' && look.exit === undefined) expect(positionOf(look)).toBe('unknown');
      }),
    );
  });

  it('do not see a jammed card away: it is inside until one sees it, or the cover was open', () => {
    const { picture } = watched();
    picture.afterCommand(nowhere, deviceError('mediaJammed', 'Se: ERR MECHANICAL', { effect: 'unknown' }));
    picture.observe(nowhere);
    picture.show();
    expect([picture.lostInside, picture.status.media]).toEqual([true, 'jammed']);
    picture.sawSupplies(readSupplies(['5,00 Volts', '0,31 Volts', '0,00 Volts', '100', 'NO CARD'], options));
    picture.show();
    expect([picture.lostInside, picture.status.media]).toEqual([false, 'notPresent']);
    picture.afterCommand(nowhere, deviceError('mediaJammed', 'Se: ERR MECHANICAL', { effect: 'unknown' }));
    picture.observe(atExit);
    picture.show();
    expect([picture.lostInside, picture.status.media]).toEqual([false, 'exit']);
  });

  it('say who took the card when the printer was away, and never that one was put there meanwhile', () => {
    const { picture, hands } = watched();
    picture.observe(atExit);
    picture.setContact({ state: 'lost', words: 'ECONNRESET' });
    picture.setContact({ state: 'ready' });
    picture.cameBack(nowhere);
    expect(hands()).toEqual([{ event: 'mediaTaken' }]);
    picture.cameBack(atExit);
    expect(hands()).toEqual([]);
  });
});

describe('supplies and states', () => {
  it('of any words are a status of the contract', () => {
    const words = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('5,00 Volts', '0,00 Volts', 'CARD', 'NO CARD', 'ERR RIB DETECTION', '12', '999999999'),
    );
    const states = fc
      .tuple(fc.constantFrom('OFF', 'READY', 'WARNING', 'ERROR'), fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/))
      .map(([major, minor]) => parseState(`${major},${minor}`));
    fc.assert(
      fc.property(fc.array(words, { maxLength: 7 }), states, (replies, state) => {
        const { picture } = watched();
        if (state) picture.sawState(state);
        picture.sawSupplies(readSupplies(replies, options));
        picture.show();
        expect(cardPrinterStatusSchema.safeParse(picture.status)).toMatchObject({ success: true });
      }),
      { numRuns: 300 },
    );
  });
});
