import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { LicenceData } from '../../common/document.ts';
import { assertOk } from '../../common/result.ts';
import { CARD_HEIGHT_px, CARD_WIDTH_px, type CardFace } from '../../devices/contract/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { renderLicence, renderLicencePreview } from './index.ts';

const day = new Date('2026-11-24T09:00:00Z');
const people = residents(day);

function licenceOf(id: string): LicenceData {
  const licence = people.find((person) => person.id === id)?.orders[0]?.licence;
  if (!licence) throw new Error(`${id} has no licence`);
  return licence;
}

/** As the card looks when both panels lie on it. */
function composed({ color, resin }: CardFace): Buffer {
  const pixels = Buffer.alloc(CARD_WIDTH_px * CARD_HEIGHT_px * 4, 255);
  for (let dot = 0; dot < CARD_WIDTH_px * CARD_HEIGHT_px; dot++) {
    const isInk = ((resin?.[dot >> 3] ?? 0) & (0x80 >> (dot & 7))) !== 0;
    for (let channel = 0; channel < 3; channel++)
      pixels[4 * dot + channel] = isInk ? 0 : (color?.[3 * dot + channel] ?? 255);
  }
  return pixels;
}

/** The same pixels as the picture that was looked at; `GOLDEN=make` draws it anew, to be looked at again. */
function expectGolden(name: string, pixels: Buffer): void {
  const file = join(import.meta.dirname, 'golden', `${name}.png`);
  if (process.env['GOLDEN'] === 'make' || !existsSync(file)) {
    mkdirSync(join(file, '..'), { recursive: true });
    const png = new PNG({ width: CARD_WIDTH_px, height: CARD_HEIGHT_px });
    png.data = pixels;
    writeFileSync(file, PNG.sync.write(png, { colorType: 2 }));
  }
  expect(Buffer.compare(PNG.sync.read(readFileSync(file)).data, pixels)).toBe(0);
}

async function refused(data: LicenceData): Promise<string> {
  const drawn = await renderLicence(data);
  return drawn.ok ? 'drawn' : drawn.error.code;
}

describe('a licence', () => {
  it.each(['noura', 'abdulrahman', 'li', 'siobhan', 'priya'])('of %s is drawn as it was looked at', async (id) => {
    const { front, back } = assertOk(await renderLicence(licenceOf(id)), 'it can be drawn');
    expectGolden(`${id}-front`, composed(front));
    expectGolden(`${id}-back`, composed(back));
  });

  it('is the same every time', async () => {
    const [first, second] = await Promise.all([0, 1].map(() => renderLicence(licenceOf('noura'))));
    if (!first?.ok || !second?.ok) throw new Error('it can be drawn');
    for (const face of ['front', 'back'] as const) {
      expect(Buffer.compare(composed(first.value[face]), composed(second.value[face]))).toBe(0);
    }
  });

  it('has its texts and codes in black resin, its pictures in colour, and varnish over all', async () => {
    const { front, back } = assertOk(await renderLicence(licenceOf('noura')), 'it can be drawn');
    for (const face of [front, back]) {
      expect(face.overlay).toBe('full');
      expect(face.resin?.some((byte) => byte !== 0)).toBe(true);
    }
    // Composite black under the barcodes would bleed into their white.
    const at = (x: number, y: number) => 3 * (y * CARD_WIDTH_px + x);
    expect([...(back.color ?? []).slice(at(60, 520), at(60, 520) + 3)].every((channel) => channel > 200)).toBe(true);
  });

  it('has a QR code that names the blank, not its holder', async () => {
    const data = licenceOf('noura');
    const { back } = assertOk(await renderLicence(data), 'it can be drawn');
    const found = jsQR(new Uint8ClampedArray(composed(back)), CARD_WIDTH_px, CARD_HEIGHT_px);
    expect(found?.data).toContain(data.inventoryText.replaceAll(' ', ''));
    expect(found?.data).not.toContain(data.civilId);
  });

  it('says what it did to a name that is too long, and never cuts one', async () => {
    const { fittings } = assertOk(await renderLicence(licenceOf('abdulrahman')), 'it can be drawn');
    expect(fittings.length).toBeGreaterThan(0);
    expect(assertOk(await renderLicence(licenceOf('li')), 'it can be drawn').fittings).toEqual([]);
    expect(await refused(licenceOf('endless'))).toBe('nameDoesNotFit');
  });
});

describe('data that no card can be made of', () => {
  const good = licenceOf('noura');

  const unprintable: readonly (readonly [string, LicenceData])[] = [
    ['portraitUnreadable', licenceOf('gurpreet')],
    ['portraitUnreadable', licenceOf('anna')],
    ['portraitUnreadable', { ...good, portrait: Buffer.from('<svg/>').toString('base64') }],
    ['signatureUnreadable', { ...good, signature: good.portrait.slice(0, 200) }],
    ['dateImpossible', licenceOf('tariq')],
    ['dateImpossible', { ...good, birthDate: '2030-01-01' }],
    ['textUnprintable', licenceOf('mirror')],
    ['textUnprintable', { ...good, birthPlace: { ...good.birthPlace, en: 'Tōkyō 東京' } }],
    ['categoryRepeated', { ...good, categories: [...good.categories, ...good.categories.slice(0, 1)] }],
  ];
  it.each(unprintable)('is refused as %s', async (code, data) => {
    expect(await refused(data)).toBe(code);
  });

  it('cannot break out of the drawing', async () => {
    const name = { ...good.name, en: { surname: '<g fill="red">&amp;', otherNames: '"/><script>' } };
    expect(['drawn', 'textUnprintable']).toContain(await refused({ ...good, name }));
  });
});

describe('a picture for the screen', () => {
  it('shows no full name, number or birth date', async () => {
    const data = licenceOf('noura');
    const { frontPng, backPng } = assertOk(await renderLicencePreview(data), 'it can be drawn');
    const screen = PNG.sync.read(frontPng).data;
    expectGolden('noura-masked-front', screen);
    const { front } = assertOk(await renderLicence(data), 'it can be drawn');
    expect(Buffer.compare(screen, composed(front))).not.toBe(0);
    const code = jsQR(new Uint8ClampedArray(PNG.sync.read(backPng).data), CARD_WIDTH_px, CARD_HEIGHT_px);
    expect(code?.data ?? '').not.toContain(data.inventoryText.replaceAll(' ', ''));
  });
});
