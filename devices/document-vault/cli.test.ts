import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { createDocumentVaultSimulator, type DocumentVaultSimulator } from '../../simulators/document-vault/index.ts';
import { Pace } from '../../simulators/machine/index.ts';
import type { DocumentVault } from '../contract/index.ts';
import { documentVaultVerbs, vault } from './index.ts';

let machine: DocumentVaultSimulator;
let device: DocumentVault;

beforeEach(async () => {
  const pace = new Pace(systemClock, 200);
  machine = createDocumentVaultSimulator({ clock: systemClock, pace, log: silentLog, slots: 12 });
  machine.hand.loadSlot(4, { mrz: 'P<UTO\nL8989' });
  const transport = { kind: 'tcp', ...(await machine.listenTcp()) };
  const quick = { poll_ms: 20, exitPoll_ms: 10, busyPoll_ms: 5 };
  device = vault.create({ transport, slots: 12, ...quick }, { clock: systemClock, log: silentLog });
  await device.open();
});

afterEach(async () => {
  await device.close();
  await machine.close();
});

function run(words: string, signal: AbortSignal = new AbortController().signal): Promise<unknown> {
  const [verb = '', ...args] = words.split(' ');
  const found = documentVaultVerbs[verb];
  if (!found) throw new Error(`no verb ${verb}`);
  return found.run(device, args, signal);
}

describe('the verbs of a document vault', { timeout: 20_000 }, () => {
  it('take a booklet from its slot to the exit, show it, and put it back', async () => {
    expect(await run('status')).toMatchObject({ device: 'online', media: 'notPresent' });
    expect(await run('information')).toMatchObject({ modelName: 'Tasleem Vault', slots: 12, retainCapacity: 20 });
    await run('home');
    await run('slot 7');
    expect(machine.snapshot().window).toBe(7);
    expect(await run('scan 4')).toBe('P<UTO\nL8989');
    await run('pick 4');
    expect(await run('where')).toBe('transport');
    expect(await run('read')).toBe('P<UTO\nL8989');
    await run('shutter open');
    expect(await run('where')).toBe('exit');
    await run('shutter close');
    await run('return 4');
    expect(machine.snapshot().slots).toBe('EEEPEEEEEEEE');
    await run('pick 4');
    await run('retract');
    await run('reset');
    expect(await run('counters')).toMatchObject({ dispensed: 2, returned: 1, retained: 1, presented: 1 });
  });

  it('say in one line what went wrong, and what they cannot do', async () => {
    await expect(run('pick 5')).rejects.toThrow('storageEmpty (maintenance): slotEmpty');
    await expect(run('pick 13')).rejects.toThrow('invalidData: slot 13 of 12');
    await expect(run('pick five')).rejects.toThrow('They are numbered 1 to 12');
    await expect(run('scan')).rejects.toThrow('slot ""?');
    await expect(run('shutter ajar')).rejects.toThrow('to open and to close');
    machine.faults.arm('jam');
    await expect(run('pick 4')).rejects.toThrow('mediaJammed (clear): jam; it may have moved something');
    const { service: _, ...plain } = { ...device, service: undefined } as unknown as DocumentVault;
    await expect(documentVaultVerbs['home']?.run(plain, [], new AbortController().signal)).rejects.toThrow(
      'this driver has no such movement',
    );
  });

  it('show everything that happens until they are interrupted', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const interruption = new AbortController();
    const watching = run('watch', interruption.signal);
    await run('pick 4');
    await run('shutter open');
    machine.hand.takeBooklet();
    await expect.poll(() => said.mock.calls.some(([line]) => String(line).includes('mediaTaken'))).toBe(true);
    interruption.abort();
    expect(await watching).toContainEqual({ event: 'mediaTaken' });
    said.mockRestore();
  });
});
