import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Place } from '../testing/place.ts';
import type { OverviewContent } from '../view.ts';

let place: Place;

beforeEach(async () => {
  place = new Place();
  await place.start();
  await place.enter();
});
afterEach(() => place.dispose());

async function overview(): Promise<OverviewContent> {
  await place.clock.advance(1_000);
  const { content } = place.technician;
  if (content.page !== 'overview') throw new Error(content.page);
  return content;
}

describe('the overview', () => {
  it('of a machine that is well has nothing to do', async () => {
    const { offers, jobs, devices, parts } = await overview();
    expect(offers).toEqual([
      {
        ...{ documentType: 'driving-licence', available: true, reason: undefined },
        ...{ left: 20, leftBy: 'hopper', today: 0, lastAt_ms: undefined },
      },
    ]);
    expect(jobs).toEqual([]);
    expect(devices.map(({ device, state }) => [device, state])).toEqual([
      ['cardReader', 'ok'],
      ['cardPrinter', 'ok'],
      ['receiptPrinter', 'ok'],
    ]);
    expect([...new Set(Object.values(parts))]).toEqual(['ok']);
    expect(place.technician.marks).toEqual({});
  });

  it('puts first what brings most back for a minute, then what stops something, then what will', async () => {
    place.receipt = { ...place.receipt, paper: 'low', cutter: 'ok' };
    place.printer.position = 'jammed';
    const { jobs, offers, parts } = await overview();
    expect(jobs.map(({ kind, bringsBack }) => [kind, bringsBack.length])).toEqual([
      ['clear-card-jam', 1],
      ['load-paper', 0],
    ]);
    expect(offers).toMatchObject([{ available: false, reason: 'printer-trouble' }]);
    expect(parts).toMatchObject({
      'cardPrinter.body': 'fault',
      'cardPrinter.transport': 'fault',
      'receiptPrinter.roll': 'attention',
      'receiptPrinter.body': 'ok',
    });
    expect(place.technician.marks).toEqual({ overview: 'fault', devices: 'fault' });
  });

  it('asks for a device that has no power to be mended, and knows nothing of its parts', async () => {
    place.printer.power(false);
    const { jobs, parts, devices } = await overview();
    expect(jobs).toMatchObject([{ kind: 'mend-device', device: 'cardPrinter', bringsBack: ['driving-licence'] }]);
    expect(parts['cardPrinter.ribbon']).toBe('off');
    expect(devices).toContainEqual({ device: 'cardPrinter', state: 'off', wire: 'powerOff', count: 20 });
  });

  it('names a card that belongs to nobody', async () => {
    place.printer.position = 'transport';
    expect((await overview()).jobs).toMatchObject([{ kind: 'remove-strange-card', bringsBack: ['driving-licence'] }]);
  });
});
