import { describe, expect, it } from 'vitest';
import { type Circumstances, serviceability } from './serviceability.ts';

const well: Circumstances = {
  offered: ['driving-licence', 'passport'],
  readiness: { drivingLicence: { available: true }, passport: { available: false, reason: 'not-offered' } },
  reader: 'online',
  online: true,
  recovering: false,
};
const without = (reason: 'hopper-empty' | 'ribbon-out' | 'printer-starting'): Circumstances => ({
  ...well,
  readiness: { ...well.readiness, drivingLicence: { available: false, reason } },
});

describe('serviceability', () => {
  it('is open with what can be made, and says what cannot', () => {
    expect(serviceability(well)).toEqual({
      state: 'open',
      offers: [
        { documentType: 'driving-licence', available: true },
        { documentType: 'passport', available: false, reason: 'not-offered' },
      ],
    });
  });

  it.each([
    [without('hopper-empty'), 'P1'],
    [without('ribbon-out'), 'P2'],
    [{ ...well, reader: 'noDevice' as const }, 'R1'],
    [{ ...well, online: false }, 'N1'],
  ])('is closed with a code for staff', (now, code) => {
    expect(serviceability(now)).toMatchObject({ state: 'closed', code });
  });

  it('stays open for licences while the vault does not work, and is closed without either', () => {
    const vault = (reason: 'vault-empty' | 'vault-retain-full' | 'vault-trouble' | 'vault-starting') => ({
      available: false as const,
      reason,
    });
    const { drivingLicence } = well.readiness;
    expect(serviceability({ ...well, readiness: { drivingLicence, passport: vault('vault-trouble') } })).toMatchObject({
      state: 'open',
      offers: [{ available: true }, { available: false, reason: 'vault-trouble' }],
    });
    const alone = (reason: Parameters<typeof vault>[0]) =>
      serviceability({ ...well, offered: ['passport'], readiness: { drivingLicence, passport: vault(reason) } });
    expect(alone('vault-empty')).toMatchObject({ state: 'closed', code: 'V1' });
    expect(alone('vault-retain-full')).toMatchObject({ state: 'closed', code: 'V2' });
    expect(alone('vault-trouble')).toMatchObject({ state: 'closed', code: 'V3' });
    expect(alone('vault-starting')).toEqual({ state: 'starting' });
  });

  it('waits for what is only starting or recovering', () => {
    expect(serviceability({ ...well, recovering: true }).state).toBe('starting');
    expect(serviceability({ ...well, reader: 'starting' }).state).toBe('starting');
    expect(serviceability(without('printer-starting')).state).toBe('starting');
  });
});
