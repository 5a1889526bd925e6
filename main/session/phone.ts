/** The second factor that the holder gives on the phone, in the national app: the service asks, the kiosk waits. */
import { sleep } from '../../common/clock.ts';
import type { Visit } from './context.ts';
import type { SessionPorts } from './ports.ts';
import { judgedByService, noAnswer, type ProofOutcome, refused } from './proof.ts';

const ASK_EVERY_ms = 2_000;

/** Asks until there is an answer or the visit's time is over; a service that does not answer for a moment is asked again. */
export async function awaitPhone(ports: SessionPorts, visit: Visit, signal: AbortSignal): Promise<ProofOutcome> {
  const until_ms = visit.phone?.until_ms ?? 0;
  for (;;) {
    const answer = await ports.service.phoneAnswer({ collectionId: visit.collectionId }, signal);
    const isOver = ports.clock.monotonic_ms() >= until_ms || signal.aborted;
    if (!answer.ok) {
      const mayPass = answer.error.code === 'unreachable' || answer.error.code === 'timeOut';
      if (!mayPass || isOver) return noAnswer(answer.error);
    } else {
      switch (answer.value.outcome) {
        case 'accepted':
        case 'locked':
          return judgedByService(answer.value);
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
