import { expect, it } from 'vitest';
import { decodeJpeg2000 } from '../../devices/chip/index.ts';
import { jpeg2000Face } from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';

it('a made-up face in JPEG 2000 is seen by the reading side', async () => {
  const portrait = residents(new Date('2026-11-24T08:00:00Z'))[0]?.orders[0]?.licence?.portrait ?? '';
  const face = await jpeg2000Face(Buffer.from(portrait, 'base64'));
  expect(await decodeJpeg2000(face.bytes)).toMatchObject({ ok: true, value: { width: 420, height: 540 } });
});
