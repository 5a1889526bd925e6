import { describe, expect, it } from 'vitest';
import { parseCivilId } from '../../common/civil-id.ts';
import { licenceDataSchema, passportDataSchema } from '../../common/document.ts';
import { residents } from './residents.ts';

const today = new Date('2026-11-24T09:00:00Z');
const all = residents(today);
const brokenOnes = ['gurpreet', 'anna', 'tariq', 'endless', 'mirror'];

describe('the made-up residents', () => {
  it('have numbers with the right check digit and birth date', () => {
    for (const { civilId, id } of all) expect([id, parseCivilId(civilId, today).ok]).toEqual([id, true]);
    expect(all[0]?.civilId.endsWith('0417')).toBe(true);
  });

  it('have ids of their own, and no two share an order', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const orders = all.flatMap((person) => person.orders.map(({ orderId }) => orderId));
    expect(new Set(orders).size).toBe(orders.length);
  });

  it('have data that can be printed, but for those that are broken on purpose', () => {
    for (const { id, orders } of all.filter((person) => !brokenOnes.includes(person.id))) {
      for (const { licence, passport } of orders) {
        if (licence) expect([id, licenceDataSchema.safeParse(licence).error?.issues ?? []]).toEqual([id, []]);
        if (passport) expect([id, passportDataSchema.safeParse(passport).error?.issues ?? []]).toEqual([id, []]);
      }
    }
  });

  it('cover every state of an order', () => {
    const states = new Set(all.flatMap(({ orders }) => orders.map(({ status }) => status.state)));
    expect([...states].sort()).toEqual(['expired', 'held', 'in-progress', 'not-yet', 'ready']);
  });

  it('have passports in this machine, in another and on the way, no two of one number', () => {
    const booklets = all.flatMap(({ orders }) => orders.filter(({ passport }) => passport !== undefined));
    expect(new Set(booklets.map(({ booklet }) => booklet?.at))).toEqual(new Set(['here', 'elsewhere', 'on-the-way']));
    expect(new Set(booklets.map(({ passport }) => passport?.passportNumber)).size).toBe(booklets.length);
  });

  it('collect for children only, and under the name that the order has', () => {
    const others = all.flatMap(({ civilId, orders }) =>
      orders.filter(({ passport }) => passport && passport.civilId !== civilId),
    );
    for (const { name, passport } of others) {
      expect(passport?.name).toEqual(name);
      expect(Number(passport?.birthDate.slice(0, 4))).toBeGreaterThan(2008);
      expect(parseCivilId(passport?.civilId ?? '', today).ok).toBe(true);
    }
    expect(others.map(({ collectAs }) => collectAs)).toEqual(['guardian', undefined]);
  });

  it('do not age', () => {
    const later = residents(new Date('2031-02-28T09:00:00Z'))[0]?.orders[0]?.licence;
    expect(later?.issueDate).toBe('2031-02-28');
    expect(later && later.expiryDate > later.issueDate).toBe(true);
  });
});
