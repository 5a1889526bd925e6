/** The printer's condition in the words of the contract. */
import { type DeviceError, deviceError, type ErrorCode, type ReceiptPrinterStatus } from '../../contract/index.ts';
import type { Condition } from './decode.ts';

export type Contact = { readonly state: 'starting' | 'ready' } | { readonly state: 'lost'; readonly words: string };

export function statusOf(condition: Condition, contact: Contact, presenter: boolean): ReceiptPrinterStatus {
  const known = contact.state === 'ready';
  const trouble = known ? troubleOf(condition) : undefined;
  return {
    device: deviceOf(contact, condition),
    deviceWords: contact.state === 'lost' ? contact.words.slice(0, 500) : (trouble ?? ''),
    paper: !known ? 'unknown' : paperOf(condition),
    ...(presenter ? { media: !known ? 'unknown' : condition.ticketAtOutput ? 'present' : 'notPresent' } : {}),
    cover: !known ? 'unknown' : condition.coverOpen ? 'open' : 'closed',
    cutter: !known ? 'unknown' : condition.cutterError ? 'inoperable' : 'ok',
  };
}

function deviceOf(contact: Contact, condition: Condition): ReceiptPrinterStatus['device'] {
  if (contact.state === 'starting') return 'starting';
  if (contact.state === 'lost') return 'offline';
  if (condition.unrecoverable || condition.cutterError || condition.paperJam) return 'hardwareError';
  if (condition.coverOpen) return 'userError';
  return 'online';
}

function paperOf(condition: Condition): ReceiptPrinterStatus['paper'] {
  if (condition.paperJam) return 'jammed';
  if (condition.paperOut) return 'out';
  return condition.paperLow ? 'low' : 'full';
}

/** What keeps it from printing, gravest first. */
const troubles: readonly { is: (condition: Condition) => boolean | undefined; code: ErrorCode; words: string }[] = [
  { is: ({ paperJam }) => paperJam, code: 'paperJammed', words: 'paper jam' },
  { is: ({ cutterError }) => cutterError, code: 'cutterFail', words: 'auto-cutter error' },
  { is: ({ coverOpen }) => coverOpen, code: 'coverOpen', words: 'cover open' },
  { is: ({ paperOut }) => paperOut, code: 'paperOut', words: 'paper end' },
  { is: ({ headHot }) => headHot, code: 'headOverheated', words: 'head hot' },
];

function troubleOf(condition: Condition): string | undefined {
  return troubles.find(({ is }) => is(condition))?.words;
}

/** The error of a command that the condition keeps from going on; undefined when it can. */
export function hindrance(condition: Condition, effect: DeviceError['effect']): DeviceError | undefined {
  const trouble = troubles.find(({ is }) => is(condition));
  if (trouble) return deviceError(trouble.code, trouble.words, { effect, action: 'maintenance' });
  if (condition.unrecoverable)
    return deviceError('hardwareError', 'unrecoverable error', { effect, action: 'maintenance' });
  return undefined;
}
