/** Passports in a session: they lie ready in one machine's vault, and nothing of them is drawn. */
import type { PassportData } from '../../common/document.ts';
import { inspectImage } from '../../common/image-file.ts';
import type { Order } from '../backoffice/index.ts';
import type { DrawnDocument } from './context.ts';

/** What a passport's holder is shown before it is fetched; undefined when its photograph is none. */
export function passportDraft(passport: PassportData): DrawnDocument | undefined {
  const file = Buffer.from(passport.portrait, 'base64');
  const image = inspectImage(file);
  if (!image.ok) return undefined;
  return {
    data: passport,
    preview: undefined,
    portrait: `data:image/${image.value.type};base64,${file.toString('base64')}`,
    work: Promise.resolve({ kind: 'dispense', passport }),
  };
}

/** Where an order's booklet lies, seen from this machine. */
export type BookletPlace =
  /** In a slot of this vault, as both the service and this machine have it. */
  | { readonly at: 'here' }
  | { readonly at: 'elsewhere'; readonly where: string }
  /** Made, and in no vault yet. */
  | { readonly at: 'nowhere' }
  /** The service says here, and this machine does not know of it: a person has to look. */
  | { readonly at: 'missing' };

export function bookletPlace({ vault }: Pick<Order, 'vault'>, isHeld: boolean, machineId: string): BookletPlace {
  if (vault && vault.kioskId !== machineId) return { at: 'elsewhere', where: vault.where };
  // What was just loaded may not have reached the service when it listed the order.
  if (isHeld) return { at: 'here' };
  return { at: vault ? 'missing' : 'nowhere' };
}
