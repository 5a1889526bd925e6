/** From the machine's state to what the screen shows and allows: a pure function, so that it can be tested alone. */
import { maskBilingualName, maskCivilId } from '../../common/masking.ts';
import type { Order } from '../backoffice/index.ts';
import {
  CODE_LENGTH,
  type Context,
  chosenOrder,
  type DrawnDocument,
  highlightedOrder,
  isCollectable,
  type Visit,
} from './context.ts';
import { KEY_TRIES, newKeyEntry } from './key-entry.ts';
import { orderView } from './order-view.ts';
import type { ReceiptDesk, SessionSettings } from './ports.ts';
import { keysAllowed, PIN_LENGTH } from './typed-digits.ts';
import type { CardPreview, Intent, Overlay, Screen, View } from './view.ts';

type KeyFlow = 'documentKey.typing' | 'documentKey.laying' | 'documentKey.opening';
type PinFlow = 'pin.looking' | 'pin.typing' | 'pin.lastTry' | 'pin.away' | 'pin.checking';

/** The paths of the machine that have a screen of their own. */
export type FlowState =
  | 'waiting'
  | 'reading'
  | KeyFlow
  | 'code.typing'
  | 'code.resending'
  | 'code.checking'
  | PinFlow
  | 'phone'
  | 'documents.routing'
  | 'documents.drawing'
  | 'documents.idle'
  | 'documents.opening'
  | 'confirm'
  | 'returningOld'
  | 'making'
  | 'receipt'
  | 'receiptPrinting'
  | 'receiptTaking'
  | 'receiptCode'
  | 'afterReceipt'
  | 'thanks'
  | 'notice';

export type ViewSource = {
  readonly flow: FlowState;
  readonly context: Context;
  readonly settings: SessionSettings;
  readonly receipts: ReceiptDesk;
  readonly now_ms: number;
  readonly monotonic_ms: number;
};

type Shown = { readonly screen: Screen; readonly allowed: readonly Intent['type'][] };

const onEveryScreen = ['choose-language', 'open-help', 'open-settings', 'open-languages', 'set-display'] as const;

export function viewOf(source: ViewSource): Omit<View, 'revision'> {
  const { context, settings } = source;
  const { screen, allowed } = shownIn(source);
  const overlay = overlayOf(source);
  const dialog: Intent['type'][] = overlay?.kind === 'still-there' ? ['more-time'] : overlay ? ['close-overlay'] : [];
  return {
    language: context.language,
    languages: settings.languages,
    display: context.display,
    site: settings.site,
    screen,
    overlay,
    allowed: [...new Set([...onEveryScreen, ...dialog, ...allowed])],
  };
}

/** How long until a number that counts down on this screen changes; undefined when nothing counts down. */
export function nextTick_ms(source: ViewSource): number | undefined {
  const left_ms = countdown_ms(source);
  if (left_ms === undefined || left_ms <= 0) return undefined;
  // Never a part of a millisecond: a clock that cannot show it would be asked for ever.
  return Math.ceil(left_ms % 1000) || 1000;
}

function countdown_ms({ context, flow, now_ms, monotonic_ms }: ViewSource): number | undefined {
  if (context.askingUntil_ms !== undefined) return context.askingUntil_ms - monotonic_ms;
  if (flow === 'phone' && context.visit.phone) return context.visit.phone.until_ms - monotonic_ms;
  const { progress, progressAt_ms } = context.visit;
  if (flow !== 'making' || !progress) return undefined;
  if (progress.kind === 'presented') return progress.takeBefore_ms - now_ms;
  return progress.kind === 'making' ? progress.remaining_ms - (monotonic_ms - progressAt_ms) : undefined;
}

function overlayOf({ context, settings, monotonic_ms }: ViewSource): Overlay | undefined {
  if (context.askingUntil_ms === undefined) return context.overlay;
  const total_s = Math.round(settings.timeouts.stillThere_ms / 1000);
  return { kind: 'still-there', total_s, remaining_s: secondsUntil(context.askingUntil_ms, monotonic_ms) };
}

function shownIn(source: ViewSource): Shown {
  const { context, flow, receipts } = source;
  const { visit } = context;
  switch (flow) {
    case 'waiting':
      return { screen: waitingScreen(context), allowed: [] };
    case 'reading':
      return { screen: { name: 'reading' }, allowed: [] };
    case 'code.typing':
    case 'code.resending':
    case 'code.checking':
      return codeShown(context, flow === 'code.checking');
    case 'documentKey.typing':
    case 'documentKey.laying':
    case 'documentKey.opening':
      return keyShown(context, flow);
    case 'pin.looking':
    case 'pin.typing':
    case 'pin.lastTry':
    case 'pin.away':
    case 'pin.checking':
      return pinShown(context, flow);
    case 'phone':
      return phoneShown(source);
    case 'documents.routing':
    case 'documents.drawing':
    case 'documents.idle':
    case 'documents.opening':
      return documentsShown(context, flow === 'documents.opening');
    case 'confirm':
      return confirmShown(context);
    case 'returningOld':
      return {
        screen: { name: 'return-old', order: orderView(chosen(context), context) },
        allowed: ['old-returned', 'back', 'finish'],
      };
    case 'making':
      return makingShown(source);
    case 'receipt':
    case 'afterReceipt': {
      const printerAvailable = receipts.available();
      return {
        screen: { name: 'receipt', printerAvailable, moreToCollect: highlightedOrder(context) !== undefined },
        allowed: [...(printerAvailable ? (['receipt-print'] as const) : []), 'receipt-code', 'receipt-none'],
      };
    }
    case 'receiptPrinting':
      return { screen: { name: 'receipt-printing' }, allowed: [] };
    case 'receiptTaking':
      return { screen: { name: 'receipt-take' }, allowed: [] };
    case 'receiptCode': {
      const order = chosen(context);
      return {
        screen: {
          name: 'receipt-code',
          url: receipts.url(order),
          reference: order.reference,
          becausePrinterFailed: visit.receiptFailed,
        },
        allowed: ['finish'],
      };
    }
    case 'thanks':
      return { screen: thanksScreen(visit), allowed: ['finish'] };
    case 'notice':
      return noticeShown(context);
  }
}

function thanksScreen({ collected, orders }: Visit): Screen {
  const documents = collected.flatMap(
    (orderId) => orders.find((order) => order.orderId === orderId)?.documentType ?? [],
  );
  return { name: 'thanks', collected: collected.length, documents };
}

function waitingScreen({ serviceability }: Context): Screen {
  switch (serviceability.state) {
    case 'starting':
      return { name: 'starting' };
    case 'open':
      return { name: 'attract', offers: serviceability.offers };
    case 'closed':
      return { name: 'out-of-service', code: serviceability.code, backAt: serviceability.backAt };
  }
}

function codeShown({ visit, typed }: Context, checking: boolean): Shown {
  const { phoneEnding, triesLeft, triesTotal, resend } = visit;
  const screen: Screen = {
    name: 'code',
    phoneEnding,
    triesLeft,
    triesTotal,
    length: CODE_LENGTH,
    entered: typed.length,
    lastDigit: visit.lastDigitShown ? typed.last : undefined,
    state: checking ? 'checking' : visit.codeWrong ? 'wrong' : 'typing',
    resend,
  };
  if (checking) return { screen, allowed: [] };
  const keys = keysAllowed(typed.length, { least: CODE_LENGTH, most: CODE_LENGTH });
  return { screen, allowed: ['code-not-received', 'finish', ...keys] };
}

function keyShown({ visit, typed }: Context, flow: KeyFlow): Shown {
  const { triesLeft, wrong, leftEarly } = visit.key ?? newKeyEntry;
  const states = {
    'documentKey.typing': wrong ? 'wrong' : 'typing',
    'documentKey.laying': leftEarly ? 'left-early' : 'lay',
    'documentKey.opening': 'opening',
  } as const;
  const tries = { left: triesLeft, total: KEY_TRIES };
  const screen: Screen = {
    name: 'document-key',
    state: states[flow],
    entered: typed.length,
    length: CODE_LENGTH,
    tries,
  };
  switch (flow) {
    case 'documentKey.typing':
      return {
        screen,
        allowed: ['finish', ...keysAllowed(typed.length, { least: CODE_LENGTH, most: CODE_LENGTH })],
      };
    case 'documentKey.laying':
      return { screen, allowed: ['back', 'finish'] };
    case 'documentKey.opening':
      return { screen, allowed: [] };
  }
}

function pinShown({ visit: { pin }, typed }: Context, flow: PinFlow): Shown {
  const states = {
    'pin.looking': 'looking',
    'pin.typing': pin?.wrong ? 'wrong' : 'typing',
    'pin.lastTry': 'last-try',
    'pin.away': 'card-missing',
    'pin.checking': 'checking',
  } as const;
  const screen: Screen = {
    name: 'pin',
    state: states[flow],
    entered: typed.length,
    longest: PIN_LENGTH.most,
    tries: pin && { left: pin.triesLeft, total: pin.triesTotal },
  };
  switch (flow) {
    case 'pin.looking':
    case 'pin.checking':
      return { screen, allowed: [] };
    case 'pin.away':
      return { screen, allowed: ['finish'] };
    case 'pin.lastTry':
      return { screen, allowed: ['use-last-try', 'finish'] };
    case 'pin.typing':
      return { screen, allowed: ['finish', ...keysAllowed(typed.length, PIN_LENGTH)] };
  }
}

function phoneShown({ context: { visit }, monotonic_ms }: ViewSource): Shown {
  const { until_ms, total_s } = visit.phone ?? { until_ms: monotonic_ms, total_s: 0 };
  const remaining_s = secondsUntil(until_ms, monotonic_ms);
  return { screen: { name: 'phone', phoneEnding: visit.phoneEnding, remaining_s, total_s }, allowed: ['finish'] };
}

function documentsShown(context: Context, opening: boolean): Shown {
  const { visit } = context;
  const highlighted = highlightedOrder(context);
  const screen: Screen = {
    name: 'documents',
    holder: visit.holder ? maskBilingualName(visit.holder) : { ar: '', en: '' },
    orders: visit.orders.map((order) => orderView(order, context)),
    highlighted: highlighted?.orderId,
    preview: previewOf(highlighted && visit.drawn[highlighted.orderId]),
  };
  if (opening) return { screen, allowed: ['finish'] };
  return { screen, allowed: highlighted ? ['choose-order', 'finish'] : ['finish'] };
}

function confirmShown(context: Context): Shown {
  const { visit } = context;
  const order = chosen(context);
  const drawn = visit.drawn[order.orderId];
  const screen: Screen = {
    name: 'confirm',
    order: orderView(order, context),
    portrait: drawn?.portrait,
    // A guardian looks at the number of the child.
    civilIdMasked: maskCivilId(drawn?.data.civilId ?? visit.civilId),
    preview: previewOf(drawn),
  };
  return { screen, allowed: ['confirm', 'not-me', 'back', 'finish'] };
}

function makingShown({ context, now_ms, monotonic_ms }: ViewSource): Shown {
  const order = chosen(context);
  const { documentType } = order;
  const preview = previewOf(context.visit.drawn[order.orderId]);
  const progress = context.visit.progress;
  if (progress?.kind === 'retracting') return { screen: { name: 'retracting', documentType }, allowed: [] };
  if (progress?.kind === 'presented') {
    const total_s = Math.round(progress.total_ms / 1000);
    const remaining_s = secondsUntil(progress.takeBefore_ms, now_ms);
    const urgent = remaining_s * 3 <= total_s;
    return { screen: { name: 'take', documentType, total_s, remaining_s, urgent, preview }, allowed: ['more-time'] };
  }
  const usual = documentType === 'passport' ? 'dispense' : 'print';
  const { way, step, attempt, done, remaining_ms } = progress ?? {
    way: usual,
    step: 'claiming',
    attempt: 1,
    done: 0,
    remaining_ms: 0,
  };
  const left_ms = remaining_ms - (monotonic_ms - context.visit.progressAt_ms);
  // A step that takes longer than it used to must not read "0 seconds" while the machine still works.
  const remaining_s = progress ? Math.max(1, Math.ceil(left_ms / 1000)) : 0;
  return { screen: { name: 'making', documentType, way, step, attempt, done, remaining_s, preview }, allowed: [] };
}

function noticeShown(context: Context): Shown {
  const { visit } = context;
  const notice = visit.notice;
  const order = notice?.order;
  const screen: Screen = {
    name: 'notice',
    kind: notice?.kind ?? 'service-trouble',
    documentType: order?.documentType,
    reference: notice?.reference,
    where: notice?.where,
    preview: previewOf(order && visit.drawn[order.orderId]),
  };
  const allowed: Intent['type'][] = ['finish'];
  if (notice?.mayRetry) allowed.push('retry');
  if (mayGoOn(context)) allowed.push('collect-another');
  return { screen, allowed };
}

/** After one document went wrong another may go well; what could not be reached at all is not asked again. */
function mayGoOn(context: Context): boolean {
  const { notice, orders, collected } = context.visit;
  if (collected.length > 0) return highlightedOrder(context) !== undefined;
  if (!notice?.order || notice.kind === 'no-network' || notice.kind === 'service-trouble') return false;
  return orders.some((order) => order.orderId !== notice.order?.orderId && isCollectable(order, context));
}

function chosen(context: Context): Order {
  const order = chosenOrder(context.visit);
  if (!order) throw new Error('this screen is reached only with a chosen order');
  return order;
}

function previewOf(drawn: DrawnDocument | undefined): CardPreview | undefined {
  return drawn?.preview;
}

function secondsUntil(at_ms: number, now_ms: number): number {
  return Math.max(0, Math.ceil((at_ms - now_ms) / 1000));
}
