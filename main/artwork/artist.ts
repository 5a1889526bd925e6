import type { Log } from '../../common/log.ts';
import type { SessionPorts } from '../session/index.ts';
import { renderLicence, renderLicencePreview } from './licence.ts';

type Draw = SessionPorts['draw'];

/** Draws documents ahead of their claim: pictures for the screen first, then the faces for the printer. */
export function createArtist({ log }: { log: Log }): { draw: Draw } {
  return {
    async draw(data) {
      // Both at once: what cannot be printed must be known before its holder is asked anything.
      const [preview, printed] = await Promise.all([renderLicencePreview(data), renderLicence(data)]);
      const problem = preview.ok ? (printed.ok ? undefined : printed.error) : preview.error;
      if (!preview.ok || !printed.ok) {
        log('artwork.refused', { code: problem?.code, words: problem?.words });
        return undefined;
      }
      const { front, back } = printed.value;
      return {
        preview: { front: dataUri('png', preview.value.frontPng), back: dataUri('png', preview.value.backPng) },
        portrait: portraitUri(data.portrait),
        job: Promise.resolve({ front, back }),
      };
    },
  };
}

function dataUri(type: 'png' | 'jpeg', file: Buffer): string {
  return `data:image/${type};base64,${file.toString('base64')}`;
}

/** A PNG file begins with 0x89 `PNG`; what is drawn was found to be one of the two before. */
function portraitUri(base64: string): string {
  const file = Buffer.from(base64, 'base64');
  return dataUri(file[0] === 0x89 ? 'png' : 'jpeg', file);
}
