/** Timings as ratios: each against a reference that ran on the same machine in the same minute. */
export type Row = {
  readonly name: string;
  readonly median_ms: number;
  readonly p95_ms: number;
  readonly reference_ms: number;
  readonly ratio: number;
  readonly goal: string;
  readonly pass: boolean;
};

export type Samples = { readonly median: number; readonly p95: number };

export function summed(samples: readonly number[]): Samples {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}

/** Runs both by turns, so that a busy moment of the machine falls on both; the first rounds only warm up. */
export async function sideBySide(
  rounds: number,
  measured: () => unknown,
  reference: () => unknown,
): Promise<{ measured: Samples; reference: Samples }> {
  const times: [number[], number[]] = [[], []];
  for (let round = -2; round < rounds; round++) {
    for (const [which, work] of [measured, reference].entries()) {
      const began = performance.now();
      await work();
      const took = performance.now() - began;
      if (round >= 0) times[which as 0 | 1].push(took);
    }
  }
  return { measured: summed(times[0]), reference: summed(times[1]) };
}

export function rowOf(
  name: string,
  measured: Samples,
  reference: number,
  goal: string,
  passes: (ratio: number) => boolean,
): Row {
  const ratio = measured.median / reference;
  return {
    name,
    median_ms: measured.median,
    p95_ms: measured.p95,
    reference_ms: reference,
    ratio,
    goal,
    pass: passes(ratio),
  };
}

export function table(rows: readonly Row[]): string {
  const head = ['bench', 'median ms', 'p95 ms', 'reference ms', 'ratio', 'goal', ''];
  const lines = rows.map((row) => [
    row.name,
    row.median_ms.toFixed(2),
    row.p95_ms.toFixed(2),
    row.reference_ms.toFixed(2),
    row.ratio.toFixed(2),
    row.goal,
    row.pass ? 'pass' : 'MISSED',
  ]);
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)));
  return all.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
