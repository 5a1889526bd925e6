import { beforeEach, expect, it } from 'vitest';
import type { Log } from '../../common/log.ts';
import type { NewEntry, OutboxEvent } from '../journal/index.ts';
import { atSite, program, restart, site } from './testing/at-site.ts';

let told: string[];
const log: Log = (event) => told.push(event);

beforeEach(() => {
  told = [];
});
atSite({ log });

/** As many issuances that ended while the service took nothing. */
function owe(events: number): void {
  const ids = Array.from({ length: events }, (_, index) => `issuance-${index}-${events}`);
  const entries = ids.map((issuanceId): NewEntry => {
    const body = {
      step: 'claim',
      orderId: issuanceId,
      reference: 'TS-0000-0001',
      documentType: 'driving-licence',
      collectionId: 'c1',
      attempt: 1,
    } as const;
    return { kind: 'issuance.intent', issuanceId, body };
  });
  const at_ms = site.clock.now_ms();
  const outbox = ids.map((issuanceId): OutboxEvent => ({ issuanceId, event: { kind: 'released', at_ms } }));
  expect(program.journal.append(entries, outbox)).toMatchObject({ ok: true });
}

const count = (event: string) => told.filter((name) => name === event).length;

it('warns once when the service falls behind, and makes nothing more at the limit', async () => {
  site.service.down = true;
  expect(program.desk.readiness().drivingLicence).toEqual({ available: true });
  owe(250);
  restart({ log });
  // Three days without the service: asked ever more seldom, nothing is given up.
  await site.clock.advance(3 * 24 * 3_600_000);
  expect(count('outbox.filling')).toBe(1);
  expect(count('outbox.away')).toBeLessThan(1_500);
  expect(program.desk.readiness().drivingLicence).toEqual({ available: true });
  owe(750);
  expect(program.desk.readiness().drivingLicence).toEqual({ available: false, reason: 'service-behind' });
  expect(program.journal.outbox.size()).toBe(1_000);
});
