import type { DeviceContent, Job, JobKind } from '../../../main/technician/view.ts';
import { DeviceDrawing, type Drawing, drawingOf, isOpen, sizes } from '../machine/device-drawing.tsx';
import type { Point } from '../machine/primitives.tsx';
import { useTechnicianWords } from '../words.ts';

/** Where each step is done, in units of the device's drawing; a step that is done elsewhere has no number there. */
const hands: Readonly<Partial<Record<JobKind, readonly (Point | undefined)[]>>> = {
  'close-cover': [
    [330, 92],
    [300, -26],
  ],
  'clear-card-jam': [
    [300, 6],
    [340, 118],
    [437, 188],
    [520, 6],
  ],
  'remove-strange-card': [[552, 118], undefined],
  'load-hopper': [
    [58, 34],
    [58, 86],
    [58, 150],
  ],
  'change-ribbon': [
    [300, 6],
    [372, 58],
    [308, 58],
    [520, 6],
  ],
  'empty-reject-bin': [[437, 188]],
  'empty-retain-bin': [[513, 188]],
  'load-vault': [
    [515, 190],
    [150, 124],
    [515, 150],
  ],
  'clear-vault-jam': [[515, 190], [453, 114], [385, 190], undefined],
  'close-vault-door': [
    [150, 124],
    [515, 190],
  ],
  'empty-vault-retain': [[515, 190], [385, 190], undefined],
  'load-paper': [
    [110, 4],
    [72, 148],
    [202, 62],
  ],
  'close-receipt-cover': [
    [202, 62],
    [120, -22],
  ],
  'clear-receipt-jam': [
    [110, 4],
    [138, 62],
    [202, 62],
  ],
};

const MOST_STEPS = 6;

/** What to do, with the numbers of the steps where the hand goes. */
export function ToDo({ content, job }: { readonly content: DeviceContent; readonly job: Job }) {
  const { t, known } = useTechnicianWords();
  const steps = Array.from({ length: MOST_STEPS }, (_, index) => known(`job.${job.kind}.steps.${index + 1}`)).filter(
    (step) => step !== undefined,
  );
  return (
    <section className="to-do" data-job={job.kind}>
      <h2>
        {t('device-page.toDo')} <span className="quiet">{t('jobs.about', { count: job.minutes })}</span>
      </h2>
      <Where content={content} kind={job.kind} />
      <ol className="steps-to-do">
        {steps.map((step, index) => (
          <li key={step}>
            <i aria-hidden="true">{index + 1}</i>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Room above for the drawing's own depth, and for a cover that stands open. */
const ABOVE: Readonly<Record<Drawing, { readonly closed: number; readonly open: number }>> = {
  cardPrinter: { closed: 18, open: 62 },
  receiptPrinter: { closed: 14, open: 48 },
  documentVault: { closed: 8, open: 8 },
  cardReader: { closed: 14, open: 14 },
};

function Where({ content, kind }: { readonly content: DeviceContent; readonly kind: JobKind }) {
  const drawing = drawingOf[content.device];
  const { width, height } = sizes[drawing];
  const above = ABOVE[drawing][isOpen(content) ? 'open' : 'closed'];
  const badge = width > 300 ? 19 : 12;
  return (
    <svg
      className="where"
      data-drawing={drawing}
      viewBox={`-6 ${-above} ${width + 12} ${height + above + 6}`}
      aria-hidden="true"
    >
      <DeviceDrawing content={content} />
      {hands[kind]?.map(
        (point, index) =>
          point && (
            <g key={point.join()} className="hand" transform={`translate(${point[0]} ${point[1]})`}>
              <circle r={badge} />
              <text fontSize={badge * 1.2} y={badge * 0.43}>
                {index + 1}
              </text>
            </g>
          ),
      )}
    </svg>
  );
}
