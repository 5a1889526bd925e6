/** The card refused: its status word, in ISO/IEC 7816-4's words where there are any. */
export type StatusWordError = { readonly kind: 'statusWord'; readonly sw: number; readonly words: string };

/** ISO/IEC 7816-4, tables 6 and 7. */
const meanings: Readonly<Record<number, string>> = {
  25088: 'no information given',
  25217: 'part of the data returned may be corrupted',
  25218: 'end of file reached before the length asked for',
  25219: 'file deactivated',
  25220: 'file control information not formatted as it should be',
  25221: 'file in termination state',
  25344: 'verification failed, no further information',
  25473: 'file filled up by the last write',
  25600: 'execution error, state unchanged',
  25601: 'the card needs an answer first',
  25856: 'execution error, state changed',
  25985: 'memory failure',
  26368: 'wrong length',
  26753: 'logical channel not supported',
  26754: 'secure messaging not supported',
  26755: 'last command of the chain expected',
  26756: 'command chaining not supported',
  26880: 'command not allowed',
  27009: "command incompatible with the file's structure",
  27010: 'security status not satisfied',
  27011: 'authentication method blocked',
  27012: 'reference data not usable',
  27013: 'conditions of use not satisfied',
  27014: 'command not allowed, no current file',
  27015: 'secure messaging data objects missing',
  27016: 'secure messaging data objects incorrect',
  27264: 'incorrect parameters in the data field',
  27265: 'function not supported',
  27266: 'file or application not found',
  27267: 'record not found',
  27268: 'not enough memory in the file',
  27269: 'length inconsistent with the structure',
  27270: 'incorrect P1-P2',
  27271: 'length inconsistent with P1-P2',
  27272: 'referenced data not found',
  27273: 'file exists already',
  27274: 'name exists already',
  27392: 'wrong P1-P2',
  27904: 'instruction not supported',
  28160: 'class not supported',
  28416: 'no precise diagnosis',
};

export function statusWordError(sw: number): StatusWordError {
  const code = sw.toString(16).toUpperCase().padStart(4, '0');
  const meaning = meaningOf(sw);
  return { kind: 'statusWord', sw, words: meaning ? `SW ${code} ${meaning}` : `SW ${code}` };
}

/** The families that carry a number in their last byte. */
function meaningOf(sw: number): string | undefined {
  if (sw >> 4 === 0x63c) return `verification failed, ${sw & 0x0f} tries left`;
  if (sw >> 8 === 0x61) return `${sw & 0xff || 256} more bytes wait`;
  if (sw >> 8 === 0x6c) return `wrong length, ${sw & 0xff || 256} is right`;
  return meanings[sw];
}
