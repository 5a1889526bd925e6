/** The words of the matrix: devices, their faults, the steps of a session, and what each crossing comes to. */
import type { DocumentType } from '../../common/document.ts';
import type { Scene } from './scene.ts';

export type Outcome = {
  /** All that the resident is shown, one after the other. */
  readonly screens: string;
  /** At the service, when everything is settled. */
  readonly order: 'ready' | 'issued' | 'retained' | 'unresolved' | 'held' | 'spoiled';
  /** Where each blank lies that left the hopper, each booklet that left its slot. */
  readonly media: string;
  /** Ends of the attempts and the journal's notes to them: what a technician reads. */
  readonly journal: string;
  /** The next resident's screen, before anybody came to help. */
  readonly machine: string;
};

/** A step at which the fault cannot happen, or is nothing of its own: why. */
export type Cannot = { readonly cannot: string };
export type Cell = Outcome | Cannot;

export type Fault<Step extends string = string> = {
  readonly id: string;
  readonly cause: string;
  readonly cells: Readonly<Record<Step, Cell>>;
};

export type Device<Step extends string = string> = {
  readonly name: string;
  /** What the resident came for; a licence unless told otherwise. */
  readonly document?: DocumentType;
  readonly steps: Readonly<Record<Step, string>>;
  readonly faults: readonly Fault<Step>[];
  sceneOf(fault: string, step: Step): Scene;
};

export function isOutcome(cell: Cell): cell is Outcome {
  return !('cannot' in cell);
}
