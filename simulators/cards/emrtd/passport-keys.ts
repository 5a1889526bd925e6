/** Which keys the document announces, and which are really in its chip. */
import { createHash } from 'node:crypto';
import type { Bytes } from '../../../common/bytes.ts';
import { type GroupName, groupNamed } from '../crypto/group.ts';
import { mod, toNumber } from '../crypto/numbers.ts';
import {
  type ActiveAuthenticationKey,
  type ActiveAuthenticationSpec,
  activeAuthenticationKey,
} from './active-authentication.ts';
import { ChipAuthentication } from './chip-authentication.ts';
import type { PassportCardOptions } from './passport-options.ts';
import type { ChipAuthenticationSpec, PaceSpec } from './protocols.ts';

const usualPace: readonly PaceSpec[] = [{ mapping: 'GM', group: 'brainpoolP256r1', cipher: 'AES-128' }];
const usualChipAuthentication: ChipAuthenticationSpec = { group: 'brainpoolP256r1', cipher: 'AES-128' };
export type Plan = {
  readonly bac: boolean;
  readonly pace: readonly PaceSpec[];
  readonly chipAuthentication: ChipAuthenticationSpec | undefined;
  /** In DG14. */
  readonly chipKey: bigint;
  /** In the chip: another one when it is a copy, none when that has nothing. */
  readonly ownChipKey: bigint | undefined;
  readonly activeAuthentication: ActiveAuthenticationSpec | undefined;
  readonly activeKey: ActiveAuthenticationKey | undefined;
  readonly ownActiveKey: ActiveAuthenticationKey | undefined;
};

export function planOf(options: PassportCardOptions): Plan {
  const { kind = 'genuine', access = 'pace+bac' } = options;
  const chip = options.chipAuthentication ?? usualChipAuthentication;
  const chipAuthentication = chip === 'none' ? undefined : chip;
  const active = options.activeAuthentication ?? 'none';
  const activeAuthentication = active === 'none' ? undefined : active;
  const label = `chip of ${options.holder.passportNumber}`;
  // Mapping with chip authentication proves the key on the curve of PACE: then there is but that one.
  const mapped = (options.pace ?? []).find(({ mapping }) => mapping === 'CAM')?.group;
  const group = mapped ?? chipAuthentication?.group ?? 'brainpoolP256r1';
  const key = (of: string) => activeAuthentication && activeAuthenticationKey(activeAuthentication, of);
  const copy = `copy of ${label}`;
  return {
    bac: access === 'bac' || access === 'pace+bac',
    pace: access === 'pace' || access === 'pace+bac' ? (options.pace ?? usualPace) : [],
    chipAuthentication: chipAuthentication && { ...chipAuthentication, group },
    chipKey: secretIn(group, label),
    ownChipKey: kind === 'keyless' ? undefined : secretIn(group, kind === 'cloned' ? copy : label),
    activeAuthentication,
    activeKey: key(label),
    ownActiveKey: kind === 'keyless' ? undefined : key(kind === 'cloned' ? copy : label),
  };
}

function secretIn(name: GroupName, label: string): bigint {
  const { order } = groupNamed(name);
  const digest = createHash('sha512').update(label).digest();
  return mod(toNumber(digest), order - 1n) + 1n;
}

export function chipSide({ chipAuthentication, ownChipKey }: Plan): ChipAuthentication | undefined {
  if (!chipAuthentication || ownChipKey === undefined) return undefined;
  return new ChipAuthentication(chipAuthentication, ownChipKey);
}

export function publicOf(name: GroupName, secret: bigint): Bytes {
  const group = groupNamed(name);
  return group.multiply(group.generator, secret);
}
