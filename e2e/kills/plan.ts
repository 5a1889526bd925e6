/** When which process is killed: every stage of a visit, and every step of the making of a document. */

export const victims = ['renderer', 'device host', 'main'] as const;
export type Victim = (typeof victims)[number];

/** In the order in which a visit comes to them. `taken`: the document has just left the tray. */
export const stages = [
  'reading',
  'code',
  'documents',
  'confirm',
  'claiming',
  'feeding',
  'writing-chip',
  'printing-front',
  'printing-back',
  'checking',
  'presenting',
  'take',
  'taken',
  'receipt',
] as const;
export type Stage = (typeof stages)[number];

export type Strike = {
  readonly stage: Stage;
  /** After the stage began: a part of the time in which a document is made. */
  readonly after: number;
  /** The document is taken while the process is dead. */
  readonly takenMeanwhile?: true;
  /** What came back is killed again this much later: in the middle of its recovery. */
  readonly again_ms?: number;
};

export type Round = { readonly victim: Victim; readonly strikes: readonly Strike[] };

/** The first eight are spread as widely as all of them. */
const moments: readonly Strike[] = [
  { stage: 'feeding', after: 0.02 },
  { stage: 'writing-chip', after: 0.03 },
  { stage: 'take', after: 0 },
  { stage: 'printing-back', after: 0.02, again_ms: 0 },
  { stage: 'taken', after: 0 },
  { stage: 'presenting', after: 0 },
  { stage: 'code', after: 0.02 },
  { stage: 'checking', after: 0 },
  { stage: 'claiming', after: 0 },
  { stage: 'printing-front', after: 0.2 },
  { stage: 'printing-front', after: 0 },
  { stage: 'reading', after: 0.01 },
  { stage: 'printing-front', after: 0.4, again_ms: 150 },
  { stage: 'take', after: 0.1, takenMeanwhile: true },
  { stage: 'printing-back', after: 0.12 },
  { stage: 'documents', after: 0.02 },
  { stage: 'presenting', after: 0.06 },
  { stage: 'receipt', after: 0.05 },
  { stage: 'checking', after: 0.03 },
  { stage: 'printing-front', after: 0.5, again_ms: 400 },
];
/** A visit goes on when its page dies: it is killed this often in one. */
const PAGES_A_VISIT = 4;

/** By turns, so that what waits longer after each death of the same part does not wait longer and longer. */
export function roundsOf(count: number): readonly Round[] {
  const chosen = moments.slice(0, count);
  const visits = Math.ceil(count / PAGES_A_VISIT);
  return chosen.flatMap((moment, index) => {
    const ofPage = chosen.filter((_, at) => at % visits === index).sort(byStage);
    const page: Round[] = index < visits ? [{ victim: 'renderer', strikes: ofPage }] : [];
    return [...page, { victim: 'device host', strikes: [moment] }, { victim: 'main', strikes: [moment] }];
  });
}

function byStage(one: Strike, other: Strike): number {
  return stages.indexOf(one.stage) - stages.indexOf(other.stage) || one.after - other.after;
}

/** Of each process. */
export const ALL = moments.length;
