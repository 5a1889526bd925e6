/** Who is standing there: the card on the reader, read by the device host, judged by the profiles of the site. */

import type { Random } from '../common/random.ts';
import { err } from '../common/result.ts';
import type { CardEvidence, CardReader } from '../devices/contract/index.ts';
import { openingRefusalOf, refusalOf, type SiteProfile } from './identity/index.ts';
import type { CardReading, Identification } from './session/index.ts';
import { type RefusalCode, tapRefusal } from './tap-refusal.ts';

export type IdentificationParts = {
  readonly reader: Pick<CardReader, 'readEvidence' | 'readTravelDocument'>;
  /** In the order in which a card is asked for them. */
  readonly profiles: readonly SiteProfile[];
  readonly random: Random;
};

export function createIdentification({ reader, profiles, random }: IdentificationParts): Identification {
  const named = <N extends SiteProfile['name']>(name: N) =>
    profiles.find((profile): profile is Extract<SiteProfile, { name: N }> => profile.name === name);

  const judgeTap = async (evidence: CardEvidence, challenge: Uint8Array): Promise<CardReading> => {
    const profile = named(evidence.profile);
    // The host reads what it was asked for, and nothing else is believed.
    if (!profile) return refused('foreignCard');
    switch (evidence.profile) {
      case 'piv': {
        const piv = named('piv');
        return piv ? reading(piv, await piv.judge(evidence, challenge, 'tap')) : refused('foreignCard');
      }
      case 'icao':
        return { kind: 'key-wanted', profile: 'icao', keys: evidence.keys };
      case 'pearl': {
        const pearl = named('pearl');
        return pearl ? reading(pearl, pearl.judge(evidence, challenge)) : refused('foreignCard');
      }
    }
  };

  return {
    async read(options) {
      const challenge = random.bytes(32);
      const evidence = await reader.readEvidence({ profiles: profiles.map(({ name }) => name), challenge }, options);
      return evidence.ok ? judgeTap(evidence.value, challenge) : refused(refusalOf(evidence.error).code);
    },
    async open(key, options) {
      const icao = named('icao');
      if (!icao) return refused('foreignCard');
      const read = await reader.readTravelDocument(icao.request(key), options);
      return read.ok ? reading(icao, icao.judge(read.value)) : refused(openingRefusalOf(read.error).code, 'icao');
    },
    async judgePin(evidence, challenge) {
      const verdict = await named('piv')?.judge(evidence, challenge, 'pin');
      if (!verdict) return err(tapRefusal('foreignCard'));
      return verdict.ok ? verdict : err(tapRefusal(verdict.error.code));
    },
  };
}

type Verdict = ReturnType<Extract<SiteProfile, { name: 'icao' }>['judge']>;

function reading({ name, secondFactors }: SiteProfile, verdict: Verdict): CardReading {
  if (!verdict.ok) return refused(verdict.error.code, name);
  return { kind: 'holder', profile: name, civilId: verdict.value.civilId, secondFactors };
}

function refused(code: RefusalCode, profile?: SiteProfile['name']): CardReading {
  return { kind: 'refused', refusal: tapRefusal(code), profile };
}
