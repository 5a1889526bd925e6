import type { CardReader } from '../../../devices/contract/index.ts';
import type { ShownDevice } from '../view.ts';
import type { Judged } from './facts.ts';
import { mendDevice, property, stateOfDevice, stateOfWord } from './states.ts';

/** What is closed to residents while a reader is gone. */
const mends = { cardReader: ['reader'], encoder: ['printer-trouble'], vaultReader: ['vault-trouble'] } as const;

export function judgeChipReader(
  device: Extract<ShownDevice, 'cardReader' | 'encoder' | 'vaultReader'>,
  reader: CardReader,
): Judged {
  const status = reader.status();
  const state = stateOfDevice(status.device);
  return {
    device,
    state,
    status,
    information: reader.information(),
    count: undefined,
    parts: device === 'cardReader' ? { 'cardReader.body': state } : {},
    properties: [
      property('device', status.device, state),
      property('media', status.media),
      property('chipPower', status.chipPower, stateOfWord(status.chipPower)),
    ],
    supplies: [],
    jobs: mendDevice(state, [], mends[device]),
  };
}
