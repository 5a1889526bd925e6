import { describe, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { createCardPrinterSimulator } from '../../simulators/card-printer/index.ts';
import { Pace } from '../../simulators/machine/index.ts';
import { cardPrinterConformance } from '../conformance/index.ts';
import { evolis } from './index.ts';

async function simulated(retain: 'lowerSlot' | 'rejectBox') {
  const simulator = createCardPrinterSimulator({
    clock: systemClock,
    pace: new Pace(systemClock, 500),
    log: silentLog,
    blanks: 30,
  });
  const { host, port } = await simulator.listen();
  const device = evolis.create(
    { host, port, device: simulator.device, retain, poll_ms: 20, exitPoll_ms: 10, busyPoll_ms: 5 },
    { clock: systemClock, log: silentLog },
  );
  const { hand, faults } = simulator;
  return {
    device,
    hand: {
      take: () => void hand.takeCard(),
      pushBack: () => void hand.pushBack(),
      openCover: () => hand.openCover(),
      closeCover: () => hand.closeCover(),
      emptyHopper: () => faults.arm('hopperEmpty', { times: Number.POSITIVE_INFINITY }),
      loadHopper: (count: number) => void hand.loadHopper(count),
      power: (on: boolean) => hand.power(on),
    },
    truth: () => simulator.snapshot().places,
    close: () => simulator.close(),
  };
}

cardPrinterConformance('evolis over TCP, simulated, retain box', () => simulated('lowerSlot'));
cardPrinterConformance('evolis over TCP, simulated, one box for rejected and retained', () => simulated('rejectBox'));

/** `host:port/name of the printer in the service`; it needs blanks, a ribbon and empty boxes. */
const hardware = /^([^:/]+):(\d+)\/(.+)$/.exec(process.env['TASLEEM_CARD_PRINTER'] ?? '');
if (hardware) {
  const [, host, port, device] = hardware;
  cardPrinterConformance(
    `evolis at ${host}:${port}`,
    async () => ({
      device: evolis.create({ host, port: Number(port), device }, { clock: systemClock, log: silentLog }),
      close: () => undefined,
    }),
    { reaction_ms: 30_000, case_ms: 400_000 },
    true,
  );
} else {
  describe('card printer: hardware', () => {
    it.skip('set TASLEEM_CARD_PRINTER=host:port/printer to run over a real one', () => undefined);
  });
}
