import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CardPath, cardPlaces } from './index.ts';

const places = cardPlaces.filter((place) => place !== 'hopper');

describe('the path of cards', () => {
  it('keeps every card in exactly one place, whatever is done', () => {
    const deed = fc.oneof(
      fc.record({ do: fc.constant('load' as const), count: fc.nat(12) }),
      fc.record({ do: fc.constant('draw' as const), count: fc.constantFrom(1 as const, 2 as const) }),
      fc.record({ do: fc.constant('move' as const), card: fc.nat(40), to: fc.constantFrom(...places) }),
      fc.record({ do: fc.constant('jam' as const), stuck: fc.boolean() }),
      fc.record({ do: fc.constant('clear' as const), to: fc.constantFrom('reject' as const, 'out' as const) }),
      fc.record({ do: fc.constant('empty' as const) }),
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const path = new CardPath({ hopper: 10, rejectBin: 3, retainBin: 2 });
        let loaded = 0;
        for (const one of deeds) {
          const cards = path.cards();
          if (one.do === 'load') loaded += path.load(one.count);
          if (one.do === 'draw' && path.inTransport().length === 0) path.draw(one.count);
          if (one.do === 'move') {
            const card = cards[one.card % Math.max(1, cards.length)];
            if (card) path.move(card.cardId, one.to);
          }
          if (one.do === 'jam') path.setJam({ stuck: one.stuck });
          if (one.do === 'clear') path.clearJam(one.to);
          if (one.do === 'empty') path.emptyBins();
          const total = Object.values(path.counts()).reduce((sum, count) => sum + count, 0);
          expect(total).toBe(loaded);
          expect(path.counts().rejectBin).toBeLessThanOrEqual(3);
          expect(path.counts().retainBin).toBeLessThanOrEqual(2);
          if (path.inTransport().length === 0) expect(path.jam).toBeUndefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('feeds the blank that was loaded first', () => {
    const path = new CardPath();
    path.load(3);
    expect(path.draw()).toEqual(['B0001']);
  });

  it('refuses a card for an occupied place or a full bin, and leaves it where it was', () => {
    const path = new CardPath({ rejectBin: 1 });
    path.load(3);
    const [first = ''] = path.draw();
    expect(path.move(first, 'rejectBin')).toBe(true);
    const [second = ''] = path.draw();
    expect(path.move(second, 'rejectBin')).toBe(false);
    expect(path.placeOf(second)).toBe('feeder');
    expect(path.move(second, 'exit')).toBe(true);
    const [third = ''] = path.draw();
    expect(path.move(third, 'exit')).toBe(false);
  });

  it('loads only what the hopper holds', () => {
    const path = new CardPath({ hopper: 5 });
    expect(path.load(9)).toBe(5);
    expect(path.loaded).toBe(5);
  });
});
