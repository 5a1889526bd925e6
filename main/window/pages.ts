/** The product's own origin: its files and nothing else, each answer with the strict policy. */
import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';

export const KIOSK_SCHEME = 'tasleem';
export const KIOSK_ORIGIN = 'tasleem://kiosk';

/** Scripts, styles, fonts and pictures of our own; data: and blob: for pictures that main made. No connections at all. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
  'Cache-Control': 'no-store',
};

/** Whether a URL belongs to the kiosk's own origin. */
export function isKioskUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password, port } = new URL(url);
  return `${protocol}//${host}` === KIOSK_ORIGIN && !username && !password && !port;
}

/** The file below `folder` that a URL of ours names; undefined for anything that is none, or leads out of the folder. */
export function fileFor(folder: string, url: string): string | undefined {
  if (!isKioskUrl(url)) return undefined;
  const path = decodedPath(new URL(url).pathname);
  if (path === undefined || path.includes('\0')) return undefined;
  const file = resolve(join(folder, path === '/' ? 'index.html' : path));
  const inside = relative(resolve(folder), file);
  const leaves = inside === '' || inside.startsWith('..') || resolve(folder, inside) !== file;
  return leaves || mediaTypes[extname(file)] === undefined ? undefined : file;
}

function decodedPath(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

/** Answers one request from the files in `folder`: 200 with the file, 405 for anything but GET, 404 for the rest. */
export async function answerFrom(folder: string, request: { method: string; url: string }): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405, headers });
  const file = fileFor(folder, request.url);
  const bytes = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (file === undefined || bytes === undefined) return new Response(null, { status: 404, headers });
  const contentType = mediaTypes[extname(file)] ?? 'application/octet-stream';
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': contentType } });
}
