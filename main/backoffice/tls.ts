import { readFile } from 'node:fs/promises';
import { buildConnector } from 'undici';

/** PEM files, read anew for each connection, so that a renewed certificate needs no restart. */
export type TlsFiles = {
  /** Authorities that may have signed the service's certificate; no others are trusted. */
  readonly caFile: string;
  /** The kiosk's own certificate and key, where the service asks for them. */
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
};

/** A file of the TLS settings that cannot be read: said as it is, not as a refused certificate of the other side. */
export class UnreadableTlsFile extends Error {}

/** Opens connections, over TLS with `files` when the address says https. Gives up after `connect_ms`. */
export function connectorFor(files: TlsFiles | undefined, connect_ms: number): buildConnector.connector {
  const plain = buildConnector({ timeout: connect_ms });
  if (!files) return plain;
  return (options, callback) => {
    readAll(files).then(
      ({ ca, cert, key }) => {
        const identity = cert && key ? { cert, key } : {};
        // No session is resumed: each connection proves both sides anew.
        const secured = buildConnector({ timeout: connect_ms, ca, ...identity, maxCachedSessions: 0 });
        secured(options, callback);
      },
      (error: Error) => callback(error, null),
    );
  };
}

async function readAll(files: TlsFiles): Promise<{ ca: string; cert: string | undefined; key: string | undefined }> {
  const [ca, cert, key] = await Promise.all([read(files.caFile), maybeRead(files.certFile), maybeRead(files.keyFile)]);
  return { ca, cert, key };
}

async function maybeRead(file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : read(file);
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UnreadableTlsFile((cause as Error).message, { cause });
  }
}
