import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../common/result.ts';
import { type Barcode, type DeviceError, deviceError } from '../../devices/contract/index.ts';
import { followScanner } from './scanning.ts';
import { Kiosk } from './testing/kiosk.ts';

const ZONE = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
].join('\n');

/** A scanner under which somebody holds things. */
class Scanner {
  beam = false;
  reads = 0;
  #answer: ((read: Result<Barcode, DeviceError>) => void) | undefined;

  read({ signal }: { signal?: AbortSignal } = {}): Promise<Result<Barcode, DeviceError>> {
    this.reads += 1;
    this.beam = true;
    return new Promise((resolve) => {
      this.#answer = (read) => {
        this.beam = false;
        resolve(read);
      };
      signal?.addEventListener('abort', () => this.#answer?.(err(deviceError('canceled', 'canceled'))));
    });
  }

  show(symbology: Barcode['symbology'], text: string): void {
    this.#answer?.(ok({ symbology, text }));
  }

  fail(code: 'timeOut' | 'deviceNotReady'): void {
    this.#answer?.(err(deviceError(code, 'words')));
  }
}

let kiosk: Kiosk;
let scanner: Scanner;
let stop: () => void;
beforeEach(() => {
  kiosk = new Kiosk();
  scanner = new Scanner();
  stop = followScanner({ scanner, session: kiosk.session, clock: kiosk.clock });
});
afterEach(() => stop());

describe('the scanner', () => {
  it('is dark while no screen can use it', () => {
    expect(kiosk.screen.name).toBe('attract');
    expect(scanner.beam).toBe(false);
  });

  it('takes the code of a slip as if it were typed', async () => {
    const codes: string[] = [];
    const accept = kiosk.code;
    kiosk.code = (code) => {
      codes.push(code);
      return accept(code);
    };
    await kiosk.tapCard();
    expect([kiosk.screen.name, scanner.beam]).toEqual(['code', true]);
    await kiosk.do({ type: 'digit', digit: '9' });
    scanner.show('qr', 'tasleem:code:483920');
    await kiosk.clock.advance(1);
    expect(codes).toEqual(['483920']);
    expect([kiosk.screen.name, scanner.beam]).toEqual(['documents', false]);
  });

  it('goes on looking after what is no slip, or when nothing was shown in time', async () => {
    await kiosk.tapCard();
    scanner.show('qr', 'https://example.org/menu');
    await kiosk.clock.advance(1);
    expect(kiosk.screen).toMatchObject({ name: 'code', entered: 0 });
    scanner.fail('timeOut');
    await kiosk.clock.advance(1);
    expect([scanner.beam, scanner.reads]).toEqual([true, 3]);
  });

  it('that cannot be reached is asked again, not without end at once', async () => {
    await kiosk.tapCard();
    scanner.fail('deviceNotReady');
    await kiosk.clock.advance(1_000);
    expect(scanner.reads).toBe(1);
    await kiosk.clock.advance(1_500);
    expect(scanner.reads).toBe(2);
  });

  it('reads the zone of a document whose key is asked for, and no slip then', async () => {
    kiosk.tap = { kind: 'key-wanted', profile: 'icao', keys: ['can', 'mrz'] };
    await kiosk.tapCard();
    expect([kiosk.screen.name, scanner.beam]).toEqual(['document-key', true]);
    scanner.show('qr', 'tasleem:code:483920');
    await kiosk.clock.advance(1);
    expect(kiosk.screen).toMatchObject({ name: 'document-key', entered: 0 });
    scanner.show('mrz', ZONE.replace('740812', '740813'));
    await kiosk.clock.advance(1);
    expect(kiosk.keys).toEqual([]);
    scanner.show('mrz', ZONE);
    await kiosk.clock.advance(1);
    expect(kiosk.keys).toEqual(['D23145890']);
    expect([kiosk.screen.name, scanner.beam]).toEqual(['code', true]);
  });
});
