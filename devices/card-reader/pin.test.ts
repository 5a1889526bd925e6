import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { InProcessReader } from '../../simulators/card-reader/index.ts';
import { type CardSpec, createCard, createTestPki, TEST_PIN } from '../../simulators/cards/index.ts';
import type { PcscBinding } from '../contract/index.ts';
import { pcsc, registerPcscBinding } from './index.ts';

const pki = createTestPki({ now: new Date() });
const challenge = Uint8Array.from({ length: 32 }, (_, at) => at);

describe('a card reader that asks for a PIN', () => {
  let reader: InProcessReader;
  let device: ReturnType<typeof pcsc.create>;

  beforeEach(async () => {
    reader = new InProcessReader(systemClock);
    registerPcscBinding('pin-test', (): PcscBinding => reader);
    device = pcsc.create({ binding: { name: 'pin-test' } }, { clock: systemClock, log: silentLog });
    await device.open();
  });
  afterEach(() => device.close());

  const lay = (spec: Partial<CardSpec> = {}) =>
    reader.insert(createCard(pki, { kind: 'genuine', civilId: '288020122596', ...spec }));
  const give = (digits: string, lastTry: 'keep' | 'spend' = 'keep') =>
    device.verifyPin({ pin: Uint8Array.from(Buffer.from(digits)), challenge, lastTry });

  it('says how many tries are left, at no cost', async () => {
    lay();
    for (let asked = 0; asked < 3; asked++) {
      expect(await device.readPinTries()).toEqual({ ok: true, value: { triesLeft: 5 } });
    }
  });

  it('verifies it each time anew', async () => {
    lay();
    for (let given = 0; given < 2; given++) {
      expect(await give(TEST_PIN)).toMatchObject({ ok: true, value: { outcome: 'verified' } });
    }
    expect(await device.readPinTries()).toEqual({ ok: true, value: { triesLeft: 5 } });
  });

  it('does not spend the last try unless it is told to, and then tells a blocked card', async () => {
    lay();
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await give('000000')).toEqual({ ok: true, value: { outcome: 'wrong', triesLeft } });
    }
    expect(await give(TEST_PIN)).toEqual({ ok: true, value: { outcome: 'lastTryLeft' } });
    expect(await device.readPinTries()).toEqual({ ok: true, value: { triesLeft: 1 } });
    expect(await give('000000', 'spend')).toEqual({ ok: true, value: { outcome: 'blocked' } });
    expect(await give(TEST_PIN, 'spend')).toEqual({ ok: true, value: { outcome: 'blocked' } });
    expect(await device.readPinTries()).toEqual({ ok: true, value: { triesLeft: 0 } });
  });

  it('has all tries again after the right one', async () => {
    lay();
    await give('000000');
    await give(TEST_PIN);
    expect(await device.readPinTries()).toEqual({ ok: true, value: { triesLeft: 5 } });
  });

  it('tells a card that is not there, one of another kind, and one that goes while it is asked', async () => {
    expect(await give(TEST_PIN)).toMatchObject({ ok: false, error: { errorCode: 'noMedia', effect: 'none' } });
    lay({ kind: 'foreign' });
    expect(await give(TEST_PIN)).toMatchObject({ ok: false, error: { errorCode: 'invalidMedia' } });
    reader.remove();
    lay({ latency_ms: 40 });
    const given = give(TEST_PIN);
    const stop = device.onEvent((event) => {
      if (event.event !== 'statusChanged' || event.status.chipPower !== 'online') return;
      stop();
      reader.remove();
    });
    expect(await given).toMatchObject({ ok: false, error: { errorCode: 'mediaRemoved' } });
  });

  it('keeps the digits out of its trace', async () => {
    lay();
    await give(TEST_PIN);
    const said = JSON.stringify(device.trace());
    expect(said).toContain('00200080');
    expect(said).not.toContain(Buffer.from(TEST_PIN).toString('hex'));
  });
});
