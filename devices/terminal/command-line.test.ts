import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommandLine, UsageError } from './command-line.ts';
import { readDevice } from './device-file.ts';

describe('parseCommandLine', () => {
  it('takes a class as it is typed and as it is named', () => {
    expect(parseCommandLine(['card-printer', 'status']).deviceClass).toBe('cardPrinter');
    expect(parseCommandLine(['cardPrinter', 'status']).deviceClass).toBe('cardPrinter');
  });

  it('hands everything after the verb on, options apart', () => {
    const line = parseCommandLine(['card-reader', 'apdu', '--json', '00A4', '--config=a.yaml', '00B0']);
    expect(line).toMatchObject({ verb: 'apdu', args: ['00A4', '00B0'], json: true, config: 'a.yaml' });
  });

  it.each([
    [['toaster'], 'there is no class "toaster": card-reader, card-printer, receipt-printer'],
    [['card-printer', 'status', '--fast'], '--fast'],
  ])('refuses %j', (words, why) => {
    expect(() => parseCommandLine(words)).toThrow(UsageError);
    expect(() => parseCommandLine(words)).toThrow(why);
  });
});

describe('readDevice', () => {
  let directory: string;
  const file = (name: string, text: string): string => {
    writeFileSync(join(directory, name), text);
    return join(directory, name);
  };
  const read = (...options: string[]) => readDevice('cardPrinter', parseCommandLine(['card-printer', 'x', ...options]));

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'tasleem-device-file-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it('reads only what concerns devices out of a configuration', () => {
    const config = file('whole.yaml', 'site: {machineId: X}\ndevices: {cardPrinter: {driver: evolis, grace_s: 5}}\n');
    expect(read(`--config=${config}`)).toEqual({ driver: 'evolis', options: {} });
  });

  it('prefers what is said on the command line', () => {
    expect(read('--config=/nowhere', '--driver=evolis', '--options={"port":1}')).toEqual({
      driver: 'evolis',
      options: { port: 1 },
    });
  });

  it.each([
    ['--options=5', ['--driver=evolis', '--options=5'], '--options is a JSON object'],
    ['nothing', [], 'say which device'],
    ['a file that is not there', ['--config=/nowhere/kiosk.yaml'], 'ENOENT'],
  ])('refuses %s', (_name, options, why) => {
    expect(() => read(...options)).toThrow(UsageError);
    expect(() => read(...options)).toThrow(why);
  });

  it('refuses a configuration without that device, or without any', () => {
    expect(() => read(`--config=${file('one.yaml', 'devices: {cardReader: {driver: pcsc}}\n')}`)).toThrow(
      'names no cardPrinter',
    );
    expect(() => read(`--config=${file('none.yaml', 'site: {}\n')}`)).toThrow('devices');
    expect(() => read(`--config=${file('broken.yaml', 'devices: [\n')}`)).toThrow(UsageError);
  });
});
