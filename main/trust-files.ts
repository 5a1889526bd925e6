/** The files that a site trusts: who vouches for cards, chips and the service. Read once, at the start. */
import { readFileSync } from 'node:fs';
import type { Bytes } from '../common/bytes.ts';
import { err, ok, type Result } from '../common/result.ts';
import type { Trust } from './chip-reading.ts';
import type { Config } from './config/index.ts';
import {
  blocksFromPem,
  certificatesFromPem,
  isTestMaterial,
  revocationListsFromPem,
  type TrustedProfile,
} from './identity/index.ts';

export type SiteTrust = {
  /** In the order of the configuration. */
  readonly identity: readonly TrustedProfile[];
  readonly passports: Trust;
  readonly licences: Trust;
  /** Of technicians' cards, and what they revoked; undefined where no technician may come in. */
  readonly technicians: CardTrust | undefined;
};

type CardTrust = { readonly authorities: readonly Bytes[]; readonly revocationLists: readonly Bytes[] };

/** C5: a file is missing or is not what it should be. C6: it is test material, where none may be. */
export type TrustFailure = { readonly code: 'C5' | 'C6'; readonly words: string };

type TrustConfig = Pick<Config, 'identity' | 'passports' | 'licences' | 'technicians'> & {
  readonly service: Pick<Config['service'], 'tls'>;
};

/**
 * @param testMaterial `refused` in a product that was packaged: whatever simulators sign with is no reason to hand a
 *   document over, nor to believe a service
 */
export function readSiteTrust(
  config: TrustConfig,
  testMaterial: 'accepted' | 'refused',
): Result<SiteTrust, TrustFailure> {
  const files = new TrustFiles(testMaterial === 'refused');
  const { identity, passports, licences, technicians, service } = config;
  const site = {
    identity: identity.profiles.map((profile) => files.ofProfile(profile)),
    passports: files.ofChips(passports),
    licences: files.ofChips(licences),
    technicians: technicians && files.ofCards(technicians),
  };
  files.look(service.tls?.caFile, service.tls?.certFile);
  return files.failure ? err(files.failure) : ok(site);
}

type Files = { readonly authorities: readonly string[]; readonly revocationLists: readonly string[] };
type PemReader = (text: string) => Result<readonly Bytes[], string>;

/** The first failure stays; after it nothing more is read. */
class TrustFiles {
  readonly #refusesTests: boolean;
  failure: TrustFailure | undefined;

  constructor(refusesTests: boolean) {
    this.#refusesTests = refusesTests;
  }

  /** Judged by the device host, which finds out itself what they are. */
  ofChips({ authorities, revocationLists }: Files): Trust {
    return {
      cscas: this.#all(authorities, (text) => blocksFromPem(text, 'CERTIFICATE')),
      crls: this.#all(revocationLists, (text) => blocksFromPem(text, 'X509 CRL')),
    };
  }

  /** Judged here, at every tap: a file that cannot be used is found now. */
  ofCards({ authorities, revocationLists }: Files): CardTrust {
    return {
      authorities: this.#all(authorities, certificatesFromPem),
      revocationLists: this.#all(revocationLists, revocationListsFromPem),
    };
  }

  ofProfile(profile: Config['identity']['profiles'][number]): TrustedProfile {
    if (profile.profile === 'icao') {
      const { cscas: authorities, crls: revocationLists } = this.ofChips(profile);
      return { ...profile, authorities, revocationLists };
    }
    return { ...profile, ...this.ofCards(profile) };
  }

  /** Of a connection: read anew each time by whoever connects, which also tells when one is missing. */
  look(...files: readonly (string | undefined)[]): void {
    const marked = (text: string) => blocksFromPem(text, 'CERTIFICATE');
    for (const file of files) if (file !== undefined && textOf(file).ok) this.#read(file, marked);
  }

  #all(files: readonly string[], read: PemReader): readonly Bytes[] {
    return files.flatMap((file) => this.#read(file, read));
  }

  #read(file: string, read: PemReader): readonly Bytes[] {
    if (this.failure) return [];
    const text = textOf(file);
    const found = text.ok ? read(text.value) : text;
    if (!found.ok) {
      this.failure = { code: 'C5', words: `${file}: ${found.error}` };
      return [];
    }
    if (this.#refusesTests && found.value.some(isTestMaterial)) {
      const words = `${file}: test material, made by a simulator; a machine in the field trusts none of it`;
      this.failure = { code: 'C6', words };
    }
    return found.value;
  }
}

function textOf(file: string): Result<string, string> {
  try {
    return ok(readFileSync(file, 'utf8'));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}
