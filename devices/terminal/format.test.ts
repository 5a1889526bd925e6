import { describe, expect, it } from 'vitest';
import { formatValue, toJson } from './format.ts';

describe('formatValue', () => {
  it('says done for nothing', () => {
    expect(formatValue(undefined)).toBe('done');
  });

  it('aligns keys, says yes and no, and a dash for what the device did not say', () => {
    expect(formatValue({ modelName: 'KC200B', duplex: true, bezel: false, firmware: '' })).toBe(
      ['modelName  KC200B', 'duplex     yes', 'bezel      no', 'firmware   -'].join('\n'),
    );
  });

  it('makes a table of alike things, with columns that only some have', () => {
    const storage = [
      { id: 'hopper', status: 'ok', level: 'low' },
      { id: 'retain', status: 'missing' },
    ];
    expect(formatValue({ storage })).toBe(
      ['storage', '  id      status   level', '  hopper  ok       low', '  retain  missing  -'].join('\n'),
    );
  });

  it('keeps nested things readable, one block each', () => {
    const events = [
      { event: 'statusChanged', status: { device: 'online' } },
      { event: 'printProgress', step: 'front' },
    ];
    expect(formatValue(events)).toBe(
      ['event   statusChanged', 'status', '  device  online', '', 'event  printProgress', 'step   front'].join('\n'),
    );
  });

  it('writes bytes in hexadecimal, as JSON too', () => {
    expect(formatValue({ atr: Uint8Array.of(0x3b, 0) })).toBe('atr  3B00');
    expect(toJson({ atr: Uint8Array.of(0x3b, 0) })).toBe('{"atr":"3B00"}');
  });

  it('is one line of JSON for nothing as well', () => {
    expect(toJson(undefined)).toBe('null');
  });
});
