import { fromHex, toHex } from '../../common/bytes.ts';
import { ok, type Result } from '../../common/result.ts';
import { saysExtendedLength } from './atr.ts';
import { PEARL_AID } from './pearl.ts';
import { PIV_AID } from './piv.ts';
import { type Exchange, type ProtocolError, transmitApdu } from './transmit.ts';

export type CardIdentification = {
  /** Hexadecimal; absent when the reader did not tell. */
  readonly atr?: string;
  readonly extendedLength: boolean;
  readonly applications: readonly { readonly name: string; readonly aid: string }[];
};

const knownApplications = [
  { name: 'PIV (NIST SP 800-73)', aid: PIV_AID },
  { name: 'eMRTD (ICAO 9303)', aid: fromHex('A0000002471001') },
  { name: 'Pearl (the example of docs/adding-an-identity-profile.md)', aid: PEARL_AID },
  { name: 'Driving licence (ISO/IEC 18013)', aid: fromHex('A0000002480200') },
  { name: 'eSign (CEN/TS 15480)', aid: fromHex('A000000167455349474E') },
  { name: 'OpenPGP', aid: fromHex('D27600012401') },
  { name: 'NFC Forum Type 4 tag', aid: fromHex('D2760000850101') },
  { name: 'Payment (EMV, contactless)', aid: fromHex('325041592E5359532E4444463031') },
  { name: 'Payment (EMV, contact)', aid: fromHex('315041592E5359532E4444463031') },
] as const;

/** What a technician wants to know of an unknown card: which of the known applications it answers to. */
export async function identifyCard<E>(
  exchange: Exchange<E>,
  atr: Uint8Array | undefined,
): Promise<Result<CardIdentification, E | ProtocolError>> {
  const applications: { name: string; aid: string }[] = [];
  for (const { name, aid } of knownApplications) {
    const answer = await transmitApdu(exchange, { cla: 0, ins: 0xa4, p1: 0x04, p2: 0, data: aid, le: 'all' });
    if (!answer.ok) return answer;
    if (answer.value.sw === 0x9000) applications.push({ name, aid: toHex(aid) });
  }
  return ok({
    ...(atr ? { atr: toHex(atr) } : {}),
    extendedLength: atr ? saysExtendedLength(atr) : false,
    applications,
  });
}
