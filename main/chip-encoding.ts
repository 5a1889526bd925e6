/** The encoder of a card printer: a licence's chip is written by the service's script, read back, judged and locked. */
import type { Clock } from '../common/clock.ts';
import type { LicenceData } from '../common/document.ts';
import { err, ok, type Result } from '../common/result.ts';
import {
  type CardReader,
  type DeviceError,
  inWords,
  type LicenceChip,
  type LicenceRequest,
} from '../devices/contract/index.ts';
import type { ChipService, LicenceScript } from './backoffice/index.ts';
import { lookedFor, type Trust, trustNow } from './chip-reading.ts';
import { judgeLicenceChip } from './identity/index.ts';
import type { ChipEncoder, ChipProblem, ChipWork } from './issuance/index.ts';

export type ChipEncodingParts = {
  readonly reader: CardReader;
  readonly service: ChipService;
  readonly kioskId: string;
  /** Of the licences. */
  readonly trust: Trust;
  readonly clock: Clock;
};

const LOOKS = 6;
/** ISO/IEC 18013-2: DG6. */
const PORTRAIT_GROUP = 6;

export function createChipEncoder({ reader, service, kioskId, trust, clock }: ChipEncodingParts): ChipEncoder {
  // A printer's contact station dips its pins onto the card; asked anew, for a reader says it once it is open.
  const station = () => (reader.capabilities().type === 'dip' ? 'contact' : 'contactless');
  const chip = new StationedChip(reader, trust, clock);
  return {
    ready: () => ['online', 'deviceBusy'].includes(reader.status().device),
    onChange: (listener) => reader.onEvent(({ event }) => event === 'statusChanged' && listener()),
    get station() {
      return station();
    },
    async prepare(issuanceId, licence) {
      const script = await service.chipScript({ issuanceId, kioskId, reader: station() });
      return script.ok ? ok(workOn(chip, script.value, licence)) : script;
    },
  };
}

function workOn(chip: StationedChip, script: LicenceScript, licence: LicenceData): ChipWork {
  let written: LicenceChip['digests'] | undefined;
  return {
    write: () =>
      chip.powered(async () => {
        const done = await chip.run(script.write, 'chip-write-failed');
        if (!done.ok) return done;
        const read = await chip.read('selected', 'chip-write-failed');
        if (!read.ok) return read;
        const judged = judgeLicenceChip(read.value, licence);
        if (!judged.ok) return err({ code: 'chip-mismatch', words: judged.error });
        const other = otherGroup(read.value.digests, script.digests);
        if (other) return err({ code: 'chip-mismatch', words: `${other} is not what the service has sent` });
        written = read.value.digests;
        return chip.run(script.lock, 'chip-not-locked');
      }),
    confirm: () =>
      chip.powered(async () => {
        const proven = await chip.run(script.proof, 'chip-not-locked');
        if (!proven.ok) return proven;
        const read = await chip.read('toBeSelected', 'chip-dead');
        if (!read.ok) return read;
        const judged = judgeLicenceChip(read.value, licence);
        if (!judged.ok) return err({ code: 'chip-mismatch', words: judged.error });
        const isSame = JSON.stringify(read.value.digests) === JSON.stringify(written);
        return isSame ? ok() : err({ code: 'chip-mismatch', words: 'not the chip that was written' });
      }),
  };
}

/** Signed data of the same holder may still be older than what was sent: another portrait, another printing. */
function otherGroup(read: LicenceChip['digests'], sent: LicenceScript['digests']): string | undefined {
  const digestOf = (list: LicenceChip['digests'], group: number) => list.find((one) => one.group === group)?.sha256;
  const groups = [...new Set([...sent, ...read].map(({ group }) => group))].sort((a, b) => a - b);
  const other = groups.find((group) => digestOf(read, group) !== digestOf(sent, group));
  if (other === undefined) return undefined;
  return other === PORTRAIT_GROUP ? `DG${other}, the portrait,` : `DG${other}`;
}

type Outcome<T = void> = Promise<Result<T, ChipProblem>>;

/** The chip of the card that the printer holds at the station. */
class StationedChip {
  readonly #reader: CardReader;
  readonly #trust: Trust;
  readonly #clock: Clock;

  constructor(reader: CardReader, trust: Trust, clock: Clock) {
    this.#reader = reader;
    this.#trust = trust;
    this.#clock = clock;
  }

  /** Nothing that a script unlocked outlives the work: the chip gets power before it and loses it after it. */
  async powered(work: () => Outcome): Outcome {
    const woken = await lookedFor(this.#clock, LOOKS, () => this.#reader.chipPower('cold'));
    if (!woken.ok) return problem('chip-dead', woken.error);
    const done = await work();
    await this.#reader.chipPower('off');
    return done;
  }

  async run(script: LicenceScript['write'], code: ChipProblem['code']): Outcome {
    const done = await this.#reader.runChipScript(script);
    return done.ok ? ok() : problem(code, done.error);
  }

  async read(application: LicenceRequest['application'], code: ChipProblem['code']): Outcome<LicenceChip> {
    const trust = trustNow(this.#trust, this.#clock);
    const read = await this.#reader.readLicence({ trust, application });
    return read.ok ? read : problem(code, read.error);
  }
}

function problem(code: ChipProblem['code'], error: DeviceError): Result<never, ChipProblem> {
  return err({ code, words: inWords(error) });
}
