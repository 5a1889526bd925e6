/** The second factor that the holder gives on the phone, in the national app: the service asks, the kiosk waits. */
import { sleep } from '../../common/clock.ts';
import type { Order } from '../backoffice/index.ts';
import { lockedNotice, type Notice, serviceNotice, type Visit } from './context.ts';
import type { SessionPorts } from './ports.ts';

/** `code`: for the journal. */
export type PhoneOutcome =
  | { readonly kind: 'accepted'; readonly holder: Order['name']; readonly orders: readonly Order[] }
  | { readonly kind: 'notice'; readonly notice: Notice; readonly code: string | undefined };

const ASK_EVERY_ms = 2_000;

/** Asks until there is an answer or the visit's time is over; a service that does not answer for a moment is asked again. */
export async function awaitPhone(ports: SessionPorts, visit: Visit, signal: AbortSignal): Promise<PhoneOutcome> {
  const until_ms = visit.phone?.until_ms ?? 0;
  for (;;) {
    const answer = await ports.service.phoneAnswer({ collectionId: visit.collectionId }, signal);
    const isOver = ports.clock.monotonic_ms() >= until_ms || signal.aborted;
    if (!answer.ok) {
      const mayPass = answer.error.code === 'unreachable' || answer.error.code === 'timeOut';
      if (!mayPass || isOver) return { kind: 'notice', notice: serviceNotice(answer.error), code: undefined };
    } else {
      switch (answer.value.outcome) {
        case 'accepted':
          return { kind: 'accepted', holder: answer.value.holder, orders: answer.value.orders };
        case 'locked':
          return { kind: 'notice', notice: lockedNotice(answer.value.reference), code: 'locked' };
        case 'declined':
          return refused('phone-declined', 'phoneDeclined');
        case 'timed-out':
          return refused('phone-timed-out', 'phoneTimedOut');
        case 'waiting':
          if (isOver) return refused('phone-timed-out', 'phoneTimedOut');
      }
    }
    await sleep(ports.clock, ASK_EVERY_ms, signal);
  }
}

function refused(kind: Notice['kind'], code: string): PhoneOutcome {
  return { kind: 'notice', notice: { kind, mayRetry: false }, code };
}
