import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromHex, toHex } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { type Exchange, identifyCard, readPivPinState, signWithPivKey, verifyPivPin } from '../chip/index.ts';
import {
  type CardReader,
  type CardReaderEvent,
  cardProfileSchema,
  cardProfiles,
  type DeviceError,
} from '../contract/index.ts';
import type { Verb } from '../verbs/index.ts';
import { type ChipVerb, chipVerbs } from './chip-verbs.ts';

/** A reader takes a moment to be found; until then it is either `starting` or counted as not there. */
const FOUND_WITHIN_ms = 3_000;
const NOT_FOUND_YET: readonly string[] = ['starting', 'powerOff'];

/** What a terminal can ask of a card reader; each answer is plain data, fit for JSON. */
export const cardReaderVerbs: Readonly<Record<string, Verb<CardReader>>> = {
  status: {
    summary: 'shows the state of the reader and of a card in it',
    usage: 'status',
    async run(device, _args, signal) {
      await until(device, signal, () => !NOT_FOUND_YET.includes(device.status().device), FOUND_WITHIN_ms);
      return { status: device.status(), capabilities: device.capabilities(), information: device.information() };
    },
  },
  wait: {
    summary: 'waits for a card and shows its answer to reset',
    usage: 'wait',
    run: (device, _args, signal) => waitForCard(device, signal),
  },
  identify: {
    summary: 'waits for a card and lists which known applications it has',
    usage: 'identify',
    async run(device, _args, signal) {
      const { atr } = await waitForCard(device, signal);
      return succeeded(await identifyCard(exchangeWith(device, signal), atr === undefined ? undefined : fromHex(atr)));
    },
  },
  evidence: {
    summary: 'waits for a card and reads what a tap reads, with a fresh challenge, by the first profile that it speaks',
    usage: `evidence [${cardProfiles.join('|')}]...`,
    async run(device, args, signal) {
      const profiles = args.length > 0 ? args.map((name) => cardProfileSchema.parse(name)) : [...cardProfiles];
      await waitForCard(device, signal);
      const challenge = Uint8Array.from(randomBytes(32));
      const evidence = succeeded(await device.readEvidence({ profiles, challenge }, { signal }));
      return Object.fromEntries(
        Object.entries(evidence).map(([name, value]) => [name, value instanceof Uint8Array ? toHex(value) : value]),
      );
    },
  },
  pin: {
    summary: 'waits for a PIV card and shows how many tries its PIN has; reads a PIN from standard input when asked to',
    usage: 'pin [verify]',
    async run(device, args, signal) {
      if (args.length > 1 || (args[0] !== undefined && args[0] !== 'verify')) throw new Error('pin [verify]');
      const pin = args[0] === 'verify' ? readPin() : undefined;
      await waitForCard(device, signal);
      const exchange = exchangeWith(device, signal);
      const state = succeeded(await readPivPinState(exchange));
      if (pin === undefined) return state;
      // The last try belongs to the card's holder, who knows what it costs.
      if (state.triesLeft === undefined || state.triesLeft < 2) throw new Error('too few tries left to risk one');
      const outcome = succeeded(await verifyPivPin(exchange, pin));
      if (!outcome.verified) return outcome;
      const challenge = Uint8Array.from(randomBytes(32));
      const { certificate, signature } = succeeded(await signWithPivKey(exchange, '9A', challenge));
      const hex = { certificate: toHex(certificate), challenge: toHex(challenge), signature: toHex(signature) };
      return { ...outcome, key: '9A', ...hex };
    },
  },
  emrtd: withCard(chipVerbs.emrtd),
  licence: withCard(chipVerbs.licence),
  script: withCard(chipVerbs.script),
  watch: {
    summary: 'everything that the reader reports, until interrupted',
    usage: 'watch',
    async run(device, _args, signal) {
      const seen: CardReaderEvent[] = [];
      const stop = device.onEvent((event) => {
        seen.push(event);
        process.stderr.write(`${JSON.stringify('atr' in event ? { ...event, atr: toHex(event.atr) } : event)}\n`);
      });
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
      stop();
      return seen;
    },
  },
  apdu: {
    summary: 'waits for a card, sends command APDUs in hexadecimal and shows each answer',
    usage: 'apdu HEX [HEX...]',
    async run(device, args, signal) {
      if (args.length === 0) throw new Error('apdu needs at least one command in hexadecimal');
      const commands = args.map(fromHex);
      await waitForCard(device, signal);
      const answers: { command: string; answer: string }[] = [];
      for (const command of commands) {
        const answer = succeeded(await device.chipIO(command, { signal }));
        answers.push({ command: toHex(command), answer: toHex(answer) });
      }
      return answers;
    },
  },
};

function withCard({ summary, usage, prepare }: ChipVerb): Verb<CardReader> {
  return {
    summary,
    usage,
    async run(device, args, signal) {
      const read = prepare(args);
      await waitForCard(device, signal);
      return read({ exchange: exchangeWith(device, signal), extendedLength: device.capabilities().extendedLength });
    },
  };
}

/** Never a word of the command line: those stay in histories and lists of processes. */
function readPin(): Uint8Array {
  return Uint8Array.from(Buffer.from(readFileSync(0, 'latin1').trim(), 'latin1'));
}

async function waitForCard(device: CardReader, signal: AbortSignal): Promise<{ atr?: string }> {
  let atr = atrOf(device);
  const watch = (event: CardReaderEvent) => {
    if (event.event === 'mediaDetected') atr = event.atr;
  };
  await until(device, signal, () => device.status().media === 'present', undefined, watch);
  return atr === undefined || atr.length === 0 ? {} : { atr: toHex(atr) };
}

/** A driver may know the answer to reset of a card that was there before anybody listened. */
function atrOf(device: CardReader & { atr?(): Uint8Array | undefined }): Uint8Array | undefined {
  return device.atr?.();
}

/** Waits for a condition on the device's status; gives up when `signal` aborts or after `limit_ms`. */
async function until(
  device: CardReader,
  signal: AbortSignal,
  isSo: () => boolean,
  limit_ms?: number,
  watch: (event: CardReaderEvent) => void = () => {},
): Promise<void> {
  if (isSo()) return;
  const limited = limit_ms === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(limit_ms)]);
  await new Promise<void>((resolve, reject) => {
    const stop = device.onEvent((event) => {
      watch(event);
      // The reader tells the status before the event of the class: let the latter arrive too.
      if (isSo()) setImmediate(finish);
    });
    const finish = () => {
      stop();
      limited.removeEventListener('abort', finish);
      if (signal.aborted) reject(new Error('stopped'));
      else resolve();
    };
    limited.addEventListener('abort', finish);
  });
}

function exchangeWith(device: CardReader, signal: AbortSignal): Exchange<DeviceError> {
  return async (command): Promise<Result<Uint8Array, DeviceError>> => {
    const answer = await device.chipIO(command, { signal });
    return answer.ok ? ok(answer.value) : err(answer.error);
  };
}

function succeeded<T>(result: Result<T, { readonly deviceWords: string } | { readonly words: string }>): T {
  if (result.ok) return result.value;
  throw new Error('deviceWords' in result.error ? result.error.deviceWords : result.error.words);
}
