// What may be in the package and what must not. Pure: takes names and texts, so that it can be tested without a build.

/** Top-level names of Electron's own distribution on Linux, next to our binary. */
const RUNTIME_FILES =
  /^(tasleem|chrome-sandbox|chrome_crashpad_handler|lib[\w.]+\.so(\.\d+)*|[\w.-]+\.(pak|bin|dat)|vk_swiftshader_icd\.json|version|LICENSE\.electron\.txt|LICENSES\.chromium\.html|locales\/[\w-]+\.pak)$/;
const RESOURCE_FILES = /^resources\/(app\.asar$|app\.asar\.unpacked\/node_modules\/)/;
const ARCHIVE_FILES =
  /^(package\.json|LICENSE|out\/(main|host|preload)\/[\w-]+\.(js|cjs)|out\/renderer\/(index\.html|assets\/[\w-]+\.(js|css|woff2|svg|png))|node_modules\/.*)$/;
/** Packages that are not inside the bundles: native code and files to be opened. */
const ARCHIVE_PACKAGES =
  /^node_modules\/(@photostructure\/sqlite|node-gyp-build|@resvg\/resvg-js(-[\w-]+)?|@expo-google-fonts\/ibm-plex-sans(-arabic)?|serialport|@serialport\/[\w-]+|debug|ms|smartcard|bindings|file-uri-to-path)\//;
const FORBIDDEN =
  /(^|\/)(simulators?|tests?|__tests__|e2e|testing|conformance|bench|gallery|stories|fixtures|example|examples)(\/|$)|\.(test|spec)\.|\.(map|tsx?|pem|key|p12)$/;

/**
 * Files that nobody allowed, by an allow-list: what is not known does not go into a machine.
 * @param {readonly string[]} files of the folder
 * @param {readonly string[]} inside of the archive
 */
export function strayFiles(files, inside) {
  const besides = files.filter((file) => !RUNTIME_FILES.test(file) && !RESOURCE_FILES.test(file));
  const within = inside.filter(
    (file) => !ARCHIVE_FILES.test(file) || (file.startsWith('node_modules/') && !ARCHIVE_PACKAGES.test(file)),
  );
  const forbidden = [...files, ...inside].filter((file) => FORBIDDEN.test(file));
  const missing = ['out/main/app.js', 'out/host/host.js', 'out/preload/preload.cjs', 'out/renderer/index.html'].filter(
    (file) => !inside.includes(file),
  );
  return [
    ...[...besides, ...within].map((file) => `${file} is not among what is packaged`),
    ...forbidden.map((file) => `${file} belongs to development`),
    ...missing.map((file) => `${file} is missing`),
  ];
}

/**
 * Source files that went into the bundles and must not.
 * @param {readonly string[]} sources from the root, as the bundler named them
 * @param {readonly string[]} folders that the product is made of
 * @param {(file: string) => boolean} isTest
 */
export function sourceFaults(sources, folders, isTest) {
  if (sources.length === 0) return ['nothing says which sources the bundles were made of'];
  return sources
    .filter((file) => !file.startsWith('node_modules/'))
    .filter((file) => !folders.includes(file.split('/', 1)[0] ?? '') || isTest(file))
    .map((file) => `${file} went into the product`);
}

const SHORTEST_WORD = 12;

/** String literals without placeholders, long enough to mean something; paths of imports are not among them. */
function literals(source) {
  const found = source.matchAll(/(['"`])((?:(?!\1)[^\\\n])+)\1/g);
  return [...found].map(([, , text]) => text).filter((text) => isTelling(text));
}

function isTelling(text) {
  return (
    text.length >= SHORTEST_WORD && !text.includes('${') && !/^(\.{1,2}\/|node:|@)/.test(text) && /[a-z]{4}/i.test(text)
  );
}

/**
 * Literals of `others` that occur nowhere in `own`: their presence tells where a text came from.
 * @param {readonly string[]} others source texts
 * @param {readonly string[]} own source texts
 */
export function wordsOnlyIn(others, own) {
  const ownText = own.join('\n');
  return [...new Set(others.flatMap(literals))].filter((word) => !ownText.includes(word));
}

/** Those of `words` that occur in `text` as a whole literal. */
export function foreignWords(text, words) {
  return words.filter(
    (word) => text.includes(`'${word}'`) || text.includes(`"${word}"`) || text.includes(`\`${word}\``),
  );
}
