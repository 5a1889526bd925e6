import { FaultBook } from '../machine/index.ts';

/** Everything that can be made to go wrong with the service or the way to it. */
export const serviceFaults = [
  /** Nobody listens: the network is cut or the service is off. */
  'down',
  /** Answers after `late_ms`. */
  'slow',
  'serverError',
  'html',
  /** JSON that is not as agreed. */
  'wrongSchema',
  /** Another person's data for this order. */
  'holderMismatch',
  'claimRefused',
  /** The request is done, and its answer never arrives. */
  'answerLost',
  /** The answer to the request before comes again. */
  'answersTwice',
  /** The grant of another order, in an answer that is otherwise right. */
  'claimForAnother',
  /** Its clock is an hour ahead, or off by `off_ms`. */
  'clockWrong',
] as const;
export type ServiceFault = (typeof serviceFaults)[number];

export type ServiceFaultOptions = {
  /** How often it strikes; `Infinity` until cleared. Once when left out. */
  readonly times?: number;
  /** Only with this operation of the contract: `claim`, `report`, `documentData` ... */
  readonly at?: string;
  readonly late_ms?: number;
  /** How far the clock is wrong; behind when negative. */
  readonly off_ms?: number;
};

export class ServiceFaults extends FaultBook<ServiceFault, ServiceFaultOptions> {
  override armed() {
    return this.list(({ options }) => ({ at: options.at ?? '' }));
  }

  /** How a condition that holds now is to be; nothing is used up. */
  optionsOf(name: ServiceFault): ServiceFaultOptions | undefined {
    return this.find((armed) => armed.name === name)?.options;
  }

  /** Uses up one strike of `name` for this operation. */
  strikes(name: ServiceFault, operation: string): ServiceFaultOptions | undefined {
    return this.use((one) => one.name === name && (one.options.at === undefined || one.options.at === operation));
  }
}
