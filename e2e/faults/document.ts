/** docs/faults.md, made from the matrix. */
import type { DocumentType } from '../../common/document.ts';
import { devices, elsewhere } from './matrix.ts';
import { type Cell, type Device, type Fault, isOutcome, type Outcome } from './row.ts';
import { codeOf, residentWords, spoken, technicianWords } from './words.ts';

const HEAD = `# Faults: what each one comes to

Made by \`npm run docs:faults\` from \`e2e/faults\`; every line is played against the kiosk's core, from the tap of a card until
everything is settled and counted, by \`e2e/faults/faults.test.ts\`. A code in the last column is what the screen shows small; without
one the machine is open to the next resident. With one that begins with V it goes on with licences, and offers no passports.
`;

const orders: Readonly<Record<Outcome['order'], string>> = {
  ready: 'waits, here and elsewhere',
  issued: 'collected',
  retained: 'frozen: kept for its holder',
  unresolved: 'frozen: nobody can prove where it went',
  held: 'on hold',
  spoiled: 'frozen: its booklet stays inside, a person decides',
};

export function faultsDocument(): string {
  return [HEAD, ...devices.map(deviceText), elsewhereText()].join('\n');
}

function deviceText(device: Device): string {
  const lines = device.faults.flatMap((fault) => faultLines(device, fault));
  const cannot = cannotLines(device);
  return [
    `## ${device.name}`,
    '',
    `| cause | when | the resident sees | the order | the ${device.document === 'passport' ? 'booklet' : 'cards'} | the technician |`,
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    ...(cannot.length > 0 ? ['Cannot happen, or is nothing of its own:', '', ...cannot, ''] : []),
  ].join('\n');
}

/** Steps at which a fault comes to the same are one line. */
function faultLines(device: Device, { cause, cells }: Fault): string[] {
  const steps = new Map<string, string[]>();
  for (const [step, cell] of Object.entries<Cell>(cells)) {
    if (!isOutcome(cell)) continue;
    const text = outcomeText(cell, device.document);
    steps.set(text, [...(steps.get(text) ?? []), device.steps[step] ?? step]);
  }
  return [...steps].map(([text, when]) => `| ${cause} | ${when.join('; ')} | ${text} |`);
}

function outcomeText(outcome: Outcome, document: DocumentType = 'driving-licence'): string {
  const seen = spoken.map((language) =>
    residentWords(language, outcome, document)
      .map(({ title }) => title)
      .join(' → '),
  );
  const media = outcome.media === 'none' ? 'none used' : outcome.media.replace('resident', 'with the resident');
  const isInItsSlot = document === 'passport' && outcome.order === 'ready';
  const order = isInItsSlot ? 'waits, in its slot' : orders[outcome.order];
  return [seen.join('<br>'), order, media, technicianText(outcome, document)].join(' | ');
}

/** Where what was not handed over lies, and what it is. */
const names: Readonly<Record<DocumentType, { readonly medium: string; readonly retained: string }>> = {
  'driving-licence': { medium: 'card', retained: 'retain bin' },
  passport: { medium: 'booklet', retained: 'retain unit' },
};

function technicianText(outcome: Outcome, document: DocumentType): string {
  const { medium, retained } = names[document];
  const code = codeOf(outcome);
  const todo = [
    ...(code === undefined ? [] : [`${code}: ${technicianWords(code)}`]),
    ...(outcome.order === 'retained' ? [`takes it out of the ${retained}; it is handed over by a person`] : []),
    ...(outcome.order === 'unresolved'
      ? [`finds the ${medium} and says where it was; the order is freed by a person, with a reason`]
      : []),
    ...(outcome.order === 'spoiled' ? [`takes it out of the ${retained}; a person decides about its order`] : []),
    ...(['nothing', 'issued'].includes(outcome.journal) ? [] : [`journal: ${outcome.journal}`]),
  ];
  return todo.join('; ') || 'nothing';
}

/** Faults that cannot be at the same steps for the same reason are one line. */
function cannotLines({ faults, steps }: Device): string[] {
  const causes = new Map<string, string[]>();
  for (const { cause, cells } of faults) {
    const whens = new Map<string, string[]>();
    for (const [step, cell] of Object.entries<Cell>(cells)) {
      if (!isOutcome(cell)) whens.set(cell.cannot, [...(whens.get(cell.cannot) ?? []), steps[step] ?? step]);
    }
    for (const [why, when] of whens) {
      const text = `when ${when.join('; ')}: ${why}.`;
      causes.set(text, [...(causes.get(text) ?? []), cause]);
    }
  }
  return [...causes].map(([text, all]) => `- ${all.join('. ')}, ${text}`);
}

function elsewhereText(): string {
  return [
    '## Played elsewhere',
    '',
    'These need a real process, window, wire or file system:',
    '',
    '| cause | played in |',
    '| --- | --- |',
    ...elsewhere.map(({ cause, file }) => `| ${cause} | [${file}](../${file}) |`),
    '',
  ].join('\n');
}
