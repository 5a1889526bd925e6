/**
 * The typeface of card and receipt as files: IBM Plex Sans with IBM Plex Sans Arabic, four weights. The renderer of
 * SVG reads TTF from the file system and nothing else, so inside a packaged app they lie beside the archive.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * For `font-family`, one of them for each run of text: where a letter falls back from one family to the other,
 * the renderer loses the weight, so a list of both draws Arabic in regular only.
 */
export const FONT_FAMILIES = { latin: 'IBM Plex Sans', arabic: 'IBM Plex Sans Arabic' } as const;

const weights = ['400Regular', '500Medium', '600SemiBold', '700Bold'] as const;

/** Paths of the eight files, Latin before Arabic. Throws when a font package is not installed. */
export function fontFiles(): string[] {
  const families = [
    ['@expo-google-fonts/ibm-plex-sans', 'IBMPlexSans'],
    ['@expo-google-fonts/ibm-plex-sans-arabic', 'IBMPlexSansArabic'],
  ] as const;
  return families.flatMap(([folder, name]) =>
    weights.map((weight) => unpacked(require.resolve(`${folder}/${weight}/${name}_${weight}.ttf`))),
  );
}

/** Native code cannot open a file inside `app.asar`; such files are packaged unpacked. */
function unpacked(path: string): string {
  return path.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked');
}
