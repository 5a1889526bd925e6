/** The card refused: its status word, in ISO/IEC 7816-4's words where there are any. */
export type StatusWordError = { readonly kind: 'statusWord'; readonly sw: number; readonly words: string };

const meanings: Readonly<Record<number, string>> = {
  26368: 'wrong length',
  26753: 'logical channel not supported',
  26754: 'secure messaging not supported',
  26756: 'command chaining not supported',
  27010: 'security status not satisfied',
  27011: 'authentication method blocked',
  27013: 'conditions of use not satisfied',
  27264: 'incorrect parameters in the data field',
  27265: 'function not supported',
  27266: 'file or application not found',
  27270: 'incorrect P1-P2',
  27272: 'referenced data not found',
  27392: 'wrong P1-P2',
  27904: 'instruction not supported',
  28160: 'class not supported',
  28416: 'no precise diagnosis',
};

export function statusWordError(sw: number): StatusWordError {
  const code = sw.toString(16).toUpperCase().padStart(4, '0');
  const meaning = meanings[sw];
  return { kind: 'statusWord', sw, words: meaning ? `SW ${code} ${meaning}` : `SW ${code}` };
}
