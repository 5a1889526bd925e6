/**
 * The chip of a licence's blank: an ISO/IEC 18013-2 application whose files are empty until they are written once. The
 * personalisation commands are our own choice, from ISO/IEC 7816-4 and -9, as no standard says how a licence is written
 * (docs/virtual-cards.md): VERIFY with the transport code, UPDATE BINARY, ACTIVATE FILE.
 */
import { equalBytes, fromHex } from '../../../common/bytes.ts';
import { CONTACTLESS_ATR } from '../os/answer-to-reset.ts';
import { type Applet, type CardAnswer, CardOs, type VirtualCard } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';
import { FileSystem } from '../os/files.ts';
import { lifelessCard } from '../os/torn-card.ts';
import { type LicenceFile, licenceFiles } from './licence-files.ts';

export const IDL_AID = fromHex('A0000002480200');
/** What every TEST blank is delivered with. */
export const TEST_TRANSPORT_CODE = Buffer.from('TEST TRANSPORT 0', 'ascii');

/**
 * dead: never answers; writeFailsHalfWay: memory fails (6581) when half of DG6 is written; lockedAlready: empty, and
 * nothing can be written any more (6985), as when its maker closed it by mistake.
 */
export type LicenceChipKind = 'good' | 'writeFailsHalfWay' | 'lockedAlready' | 'dead';

export type LicenceChip = {
  readonly card: VirtualCard;
  /** What is in it now, for the bench and for tests. */
  contents(): { readonly locked: boolean; readonly files: ReadonlyMap<LicenceFile['name'], Uint8Array> };
};

const VERIFY = 0x20;
const ACTIVATE_FILE = 0x44;
const UPDATE_BINARY = 0xd6;
const TRANSPORT_CODE_TRIES = 3;
/** Bytes of the face that a failing chip still takes. */
const FAILS_AFTER_bytes = 9_000;

export function createBlankLicenceChip(
  options: { readonly kind?: LicenceChipKind; readonly transportCode?: Uint8Array; readonly latency_ms?: number } = {},
): LicenceChip {
  const { kind = 'good', transportCode = TEST_TRANSPORT_CODE, latency_ms = 0 } = options;
  const applet = new LicenceApplet(transportCode, kind);
  const os = new CardOs({ atr: CONTACTLESS_ATR, applets: [applet], latency_ms });
  return { card: kind === 'dead' ? lifelessCard(new Uint8Array()) : os, contents: () => applet.contents() };
}

class LicenceApplet implements Applet {
  readonly aid = IDL_AID;
  readonly #transportCode: Uint8Array;
  readonly #fails: boolean;
  readonly #entries = licenceFiles.map((file) => ({ ...file, content: new Uint8Array() as Uint8Array }));
  readonly #files = new FileSystem(this.#entries);
  #triesLeft = TRANSPORT_CODE_TRIES;
  #unlocked = false;
  #locked: boolean;

  constructor(transportCode: Uint8Array, kind: LicenceChipKind) {
    this.#transportCode = transportCode;
    this.#fails = kind === 'writeFailsHalfWay';
    this.#locked = kind === 'lockedAlready';
  }

  select(): Uint8Array {
    this.forget();
    return new Uint8Array();
  }

  forget(): void {
    this.#unlocked = false;
    this.#files.deselect();
  }

  contents() {
    return { locked: this.#locked, files: new Map(this.#entries.map(({ name, content }) => [name, content])) };
  }

  process(command: CardCommand): CardAnswer {
    switch (command.ins) {
      case VERIFY:
        return this.#verify(command);
      case UPDATE_BINARY:
        return this.#update(command);
      case ACTIVATE_FILE:
        return this.#activate(command);
      default:
        return this.#files.process(command) ?? { sw: 0x6d00 };
    }
  }

  #verify({ p2, data }: CardCommand): CardAnswer {
    if (p2 !== 0x81) return { sw: 0x6a88 };
    if (this.#locked) return { sw: 0x6985 };
    if (this.#triesLeft === 0) return { sw: 0x6983 };
    if (equalBytes(data, this.#transportCode)) {
      this.#triesLeft = TRANSPORT_CODE_TRIES;
      this.#unlocked = true;
      return { sw: 0x9000 };
    }
    this.#triesLeft -= 1;
    return { sw: 0x63c0 | this.#triesLeft };
  }

  /** Into the selected file, from its end on: gaps are not written. */
  #update({ p1, p2, data }: CardCommand): CardAnswer {
    if (this.#locked) return { sw: 0x6985 };
    if (!this.#unlocked) return { sw: 0x6982 };
    const file = this.#files.current;
    const room_bytes = licenceFiles.find(({ id }) => id === file?.id)?.room_bytes ?? 0;
    if (!file || p1 & 0x80) return { sw: 0x6986 };
    const offset = (p1 << 8) | p2;
    if (offset > file.content.length) return { sw: 0x6b00 };
    if (data.length === 0 || offset + data.length > room_bytes) return { sw: 0x6a84 };
    if (this.#fails && offset + data.length > FAILS_AFTER_bytes) return { sw: 0x6581 };
    const content = new Uint8Array(Math.max(file.content.length, offset + data.length));
    content.set(file.content);
    content.set(data, offset);
    file.content = content;
    return { sw: 0x9000 };
  }

  /** From now on the files are read and never written again (7816-4, life cycle: operational, activated). */
  #activate({ p1, p2 }: CardCommand): CardAnswer {
    if (this.#locked) return { sw: 0x6985 };
    if (!this.#unlocked) return { sw: 0x6982 };
    if (p1 !== 0 || p2 !== 0) return { sw: 0x6a86 };
    if (this.#entries.some(({ content }) => content.length === 0)) return { sw: 0x6985 };
    this.#locked = true;
    this.#unlocked = false;
    return { sw: 0x9000 };
  }
}
