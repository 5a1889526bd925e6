/** Looks through everything that a kiosk has written for what it must never keep in the clear: a resident's data. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resident } from '../../simulators/residents/index.ts';

export type LeftBehind = { readonly file: string; readonly resident: string; readonly what: string };

type Needle = Omit<LeftBehind, 'file'> & { readonly bytes: Buffer };

/** Every file below the folders; `files` counts them, so that a search of nothing shows. */
export function searchForResidents(
  folders: readonly string[],
  residents: readonly Resident[],
): { readonly files: number; readonly found: readonly LeftBehind[] } {
  const needles = residents.flatMap(needlesOf);
  const files = folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const found = files.flatMap((file) => {
    const content = readFileSync(file);
    return needles
      .filter(({ bytes }) => content.includes(bytes))
      .map(({ resident, what }) => ({ file, resident, what }));
  });
  return { files: files.length, found };
}

/** As text files, databases and a browser's stores have them. */
function needlesOf(resident: Resident): readonly Needle[] {
  const { id, civilId, name, orders } = resident;
  const texts: Record<string, string | undefined> = {
    'civil ID number': civilId,
    'English name': unmistakable(name.en),
    'Arabic name': unmistakable(name.ar),
  };
  for (const { orderId, licence, passport } of orders) {
    texts[`licence number of ${orderId}`] = licence?.licenceNumber;
    texts[`passport number of ${orderId}`] = passport?.passportNumber;
  }
  return Object.entries(texts).flatMap(([what, text]) =>
    text === undefined
      ? []
      : (['utf8', 'utf16le'] as const).map((encoding) => ({ resident: id, what, bytes: Buffer.from(text, encoding) })),
  );
}

/** As it would stand in a record; one short given name may be a word of anything. */
function unmistakable({ otherNames, surname }: Resident['name']['en']): string {
  return otherNames.includes(' ') ? otherNames : `${otherNames} ${surname}`;
}
