import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { assertOk } from '../../common/result.ts';
import { driverNames } from '../../devices/contract/index.ts';
import { formatFailure, loadConfig, parseConfig } from './config.ts';

const known = driverNames;

const good = `
site:
  machineId: KWT-0117
  name: { ar: سوق البحر, en: Souq Al-Bahar }
  helpPhone: "1000 000"
  traySide: right
  mapUrl: https://example.org/map
  verifyUrl: https://example.org/v/
service:
  url: http://127.0.0.1:8443
identity:
  authorities: [civil-id.pem]
devices:
  cardReader: { driver: pcsc }
  cardPrinter: { driver: evolis, options: { host: 127.0.0.1, port: 18000 } }
  receiptPrinter: { driver: escpos, options: { transport: { kind: tcp, host: 127.0.0.1, port: 9100 } } }
dataDirectory: data
`;

function failureOf(source: string) {
  const result = parseConfig(source, 'kiosk.yaml', known);
  if (result.ok) throw new Error('was accepted');
  return result.error;
}

describe('the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tasleem-config-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('fills in what is not said and makes paths absolute', () => {
    const config = assertOk(parseConfig(good, '/etc/tasleem/kiosk.yaml', known), 'good configuration');
    expect(config.timeouts.take_s).toBe(40);
    expect(config.languages).toEqual(['ar', 'en']);
    expect(config.dataDirectory).toBe('/etc/tasleem/data');
    expect(config.identity.profiles).toEqual([
      {
        profile: 'piv',
        authorities: ['/etc/tasleem/civil-id.pem'],
        revocationLists: [],
        secondFactors: ['collection-code', 'chip-pin', 'mobile-id'],
      },
    ]);
  });

  const identified = (lines: string) => good.replace('  authorities: [civil-id.pem]', lines);

  it('takes profiles in their order, each with its own authorities and what is safest where nothing is said', () => {
    const source = identified(`  profiles:
    - { profile: icao, authorities: [csca.pem], revocationLists: [csca.crl] }
    - { profile: piv, authorities: [civil-id.pem], secondFactors: [chip-pin] }`);
    const { identity } = assertOk(parseConfig(source, '/etc/tasleem/kiosk.yaml', known), 'good configuration');
    expect(identity.profiles).toEqual([
      {
        profile: 'icao',
        authorities: ['/etc/tasleem/csca.pem'],
        revocationLists: ['/etc/tasleem/csca.crl'],
        secondFactors: ['collection-code', 'mobile-id'],
        civilIdField: 'optionalData',
        copyProtection: 'required',
      },
      { profile: 'piv', authorities: ['/etc/tasleem/civil-id.pem'], revocationLists: [], secondFactors: ['chip-pin'] },
    ]);
  });

  it.each([
    ['  profiles: []', 'identity.profiles', /expected array to have >=1 items/],
    ['  revocationLists: []', 'identity.authorities', /PEM files of the civil-ID authority, or profiles/],
    ['  profiles: [{ profile: eid, authorities: [a.pem] }]', 'identity.profiles.0.profile', /^piv \| icao \| pearl$/],
    ['  profiles: [{ profile: piv }]', 'identity.profiles.0.authorities', /type array/],
    [
      '  profiles: [{ profile: piv, authorities: [a.pem] }, { profile: piv, authorities: [b.pem] }]',
      'identity.profiles.1.profile',
      /each profile once/,
    ],
    [
      '  authorities: [a.pem]\n  profiles: [{ profile: piv, authorities: [a.pem] }]',
      'identity.authorities',
      /each profile has its own/,
    ],
    [
      '  profiles: [{ profile: icao, authorities: [a.pem], secondFactors: [chip-pin] }]',
      'identity.profiles.0.secondFactors.0',
      /^collection-code \| mobile-id$/,
    ],
    [
      '  profiles: [{ profile: icao, authorities: [a.pem], copyProtection: ifOffered }]',
      'identity.profiles.0.secondFactors',
      /mobile-id alone/,
    ],
    [
      '  profiles: [{ profile: pearl, authorities: [a.pem], revocationLists: [b.crl] }]',
      'identity.profiles.0.revocationLists',
      /never revoked/,
    ],
  ])('refuses what cannot be in identity: %s', (lines, key, allowed) => {
    const { code, problems } = failureOf(identified(lines));
    expect(code).toBe('C4');
    expect(problems).toEqual([expect.objectContaining({ key, allowed: expect.stringMatching(allowed) })]);
    expect(problems[0]?.line).toBeGreaterThan(10);
  });

  it('says C1 when there is no file and C3 when it is not YAML, with the line', () => {
    const missing = loadConfig(join(folder, 'none.yaml'), known);
    expect(missing.ok ? '' : missing.error.code).toBe('C1');
    const broken = failureOf('site:\n  machineId: [KWT\nservice: }');
    expect(broken.code).toBe('C3');
    expect(broken.problems[0]?.line).toBeGreaterThan(1);
  });

  it('says C2 for something that cannot be read as a file', () => {
    const result = loadConfig(tmpdir(), known);
    expect(result.ok ? '' : result.error.code).toBe('C2');
  });

  it('names line, key, found and allowed for a wrong type', () => {
    const failure = failureOf(good.replace('dataDirectory: data', 'dataDirectory: data\ntimeouts:\n  take_s: soon'));
    expect(failure.code).toBe('C4');
    expect(failure.problems).toEqual([
      { line: 19, key: 'timeouts.take_s', found: '"soon"', allowed: 'a value of type number' },
    ]);
    expect(formatFailure(failure)).toBe(
      'kiosk.yaml:19  timeouts.take_s: found "soon", allowed: a value of type number',
    );
  });

  it('names an unknown key, a missing key and a value that is not one of those allowed, all at once', () => {
    const failure = failureOf(
      good.replace('traySide: right', 'traySide: up\n  colour: red').replace(/helpPhone.*/, ''),
    );
    expect(failure.problems.map(({ key, found, allowed }) => ({ key, found, allowed }))).toEqual(
      expect.arrayContaining([
        { key: 'site.traySide', found: '"up"', allowed: 'left | right | centre' },
        { key: 'site.colour', found: 'unknown key', allowed: 'the keys of docs/configuration.md' },
        { key: 'site.helpPhone', found: 'nothing', allowed: 'a value of type string' },
      ]),
    );
  });

  it('refuses a driver that does not exist and says which do', () => {
    const failure = failureOf(good.replace('driver: evolis', 'driver: zebra'));
    expect(failure.problems).toEqual([
      { line: 15, key: 'devices.cardPrinter.driver', found: '"zebra"', allowed: 'evolis' },
    ]);
  });

  it('refuses one port for two devices', () => {
    const failure = failureOf(good.replace('9100', '18000'));
    expect(failure.problems[0]).toMatchObject({
      line: 16,
      key: 'devices.receiptPrinter.options',
      found: '127.0.0.1:18000',
      allowed: 'not the address of cardPrinter',
    });
  });

  it('lets technicians in by their authority, with roles by unit unless it says otherwise', () => {
    const section = 'technicians:\n  authorities: [technicians.pem]\n  roles: { cards: { T-0099: supervisor } }\n';
    const config = assertOk(parseConfig(good + section, '/etc/tasleem/kiosk.yaml', known), 'technicians come in');
    expect(config.technicians).toEqual({
      authorities: ['/etc/tasleem/technicians.pem'],
      revocationLists: [],
      roles: {
        units: { attendant: 'attendant', technician: 'technician', supervisor: 'supervisor' },
        cards: { 'T-0099': 'supervisor' },
      },
      idle_s: 180,
      atMost_s: 3600,
    });
    expect(assertOk(parseConfig(good, 'kiosk.yaml', known), 'nobody does').technicians).toBeUndefined();
    expect(failureOf(good + section.replace('supervisor', 'boss')).problems).toMatchObject([
      { key: 'technicians.roles.cards.T-0099', allowed: 'attendant | technician | supervisor' },
    ]);
  });

  it('reads a real file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tasleem-config-')), 'kiosk.yaml');
    writeFileSync(file, good);
    expect(loadConfig(file, known).ok).toBe(true);
  });
});
