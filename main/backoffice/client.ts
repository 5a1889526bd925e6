import type { z } from 'zod';
import { type Clock, sleep } from '../../common/clock.ts';
import { uuidv7 } from '../../common/ids.ts';
import type { Log } from '../../common/log.ts';
import type { Random } from '../../common/random.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { type ChipService, licenceScriptSchema } from './chip-script.ts';
import { badAnswer, type Failure, loggable } from './failures.ts';
import type { operations } from './generated/issuance-service.ts';
import {
  claimVerdictSchema,
  codeRequestVerdictSchema,
  codeVerdictSchema,
  collectionStartSchema,
  documentDataSchema,
  eventReceiptSchema,
  heartbeatSchema,
  type IssuanceService,
  loadingVerdictSchema,
  phoneAnswerSchema,
  proofVerdictSchema,
  type ServiceAnswer,
  unloadingVerdictSchema,
  type VaultService,
  vaultContentsSchema,
} from './service.ts';
import type { TlsFiles } from './tls.ts';
import { createWire, type Wire } from './wire.ts';

export type ServiceClientOptions = {
  /** `https://issuance.example`, with or without a path in front of `/v1`. */
  readonly baseUrl: string;
  /** `site.machineId` of the configuration. */
  readonly kioskId: string;
  readonly timeouts: {
    /** For a connection, its TLS handshake included. */
    readonly connect_ms: number;
    /** From the first byte sent to the last one received. */
    readonly answer_ms: number;
    /** For all attempts together: somebody stands and waits. */
    readonly total_ms: number;
  };
  readonly retries?: Retries | undefined;
  readonly tls?: TlsFiles | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

export type Retries = {
  /** Attempts after the first. */
  readonly most: number;
  /** Wait before the first of them; doubled each time, less up to a half by chance. */
  readonly first_ms: number;
  readonly longest_ms: number;
};

const usualRetries: Retries = { most: 3, first_ms: 250, longest_ms: 4000 };

type Operation = keyof operations;
type Call = {
  readonly operation: Operation;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  /** The same for every attempt, so that the service does the thing once. */
  readonly idempotencyKey?: string;
  readonly attempts?: 1;
};

/**
 * The issuance service over HTTP (docs/openapi/issuance-service.yaml). Never throws, never rejects. Every request that
 * changes something carries its key, so each may be repeated: a code that was typed once counts once.
 */
export function createServiceClient(
  options: ServiceClientOptions,
): IssuanceService & VaultService & ChipService & { close(): Promise<void> } {
  const { clock, random, timeouts } = options;
  const wire = createWire({ ...options, tls: options.tls, connect_ms: timeouts.connect_ms });
  const client = new Repeater(wire, options);
  const newKey = () => uuidv7(clock, random);
  return {
    beginCollection: (body, signal) =>
      client.call(collectionStartSchema, signal, {
        operation: 'beginCollection',
        method: 'POST',
        path: '/v1/collections',
        body,
        idempotencyKey: newKey(),
      }),
    verifyCode: ({ collectionId, code }, signal) =>
      client.call(codeVerdictSchema, signal, {
        operation: 'verifyCode',
        method: 'POST',
        path: pathOf`/v1/collections/${collectionId}/code-attempts`,
        body: { code },
        idempotencyKey: newKey(),
      }),
    reportPin: ({ collectionId }, signal) =>
      client.call(proofVerdictSchema, signal, {
        operation: 'reportPin',
        method: 'POST',
        path: pathOf`/v1/collections/${collectionId}/pin-proofs`,
        idempotencyKey: newKey(),
      }),
    phoneAnswer: ({ collectionId }, signal) =>
      client.call(phoneAnswerSchema, signal, {
        operation: 'phoneAnswer',
        method: 'GET',
        path: pathOf`/v1/collections/${collectionId}/phone-answer`,
      }),
    requestCode: ({ collectionId }, signal) =>
      client.call(codeRequestVerdictSchema, signal, {
        operation: 'requestCode',
        method: 'POST',
        path: pathOf`/v1/collections/${collectionId}/code-requests`,
        idempotencyKey: newKey(),
      }),
    documentData: ({ collectionId, orderId }, signal) =>
      client.call(documentDataSchema, signal, {
        operation: 'documentData',
        method: 'GET',
        path: pathOf`/v1/collections/${collectionId}/orders/${orderId}/document`,
      }),
    async claim({ issuanceId, ...body }, signal) {
      const asked_ms = clock.now_ms();
      const path = pathOf`/v1/issuances/${issuanceId}`;
      const answer = await client.call(claimVerdictSchema, signal, { operation: 'claim', method: 'PUT', path, body });
      if (!answer.ok || answer.value.outcome !== 'granted') return answer;
      const { startWithin_ms, issuanceId: grantedTo = issuanceId, orderId: granted = body.orderId } = answer.value;
      // Whether this claim was granted as well is not known: it is asked again later, with the same id.
      if (grantedTo !== issuanceId || granted !== body.orderId) {
        return err(badAnswer(`claim answered for ${grantedTo.slice(0, 40)} and ${granted.slice(0, 40)}`).error);
      }
      // The kiosk's clock may be off: a deadline by its own clock, counted from the earliest possible moment, is safe.
      if (startWithin_ms === undefined) return answer;
      return ok({ ...answer.value, startBefore_ms: asked_ms + startWithin_ms });
    },
    async report(event, signal) {
      const answer = await client.call(eventReceiptSchema, signal, {
        operation: 'report',
        method: 'POST',
        path: pathOf`/v1/issuances/${event.issuanceId}/events`,
        body: event,
        idempotencyKey: event.entryId,
      });
      if (answer.ok && answer.value.standing === 'lapsed') {
        options.log('service.claimLapsed', { kind: event.kind });
      }
      return answer;
    },
    chipScript: ({ issuanceId, ...body }, signal) =>
      client.call(licenceScriptSchema, signal, {
        operation: 'chipScript',
        method: 'POST',
        path: pathOf`/v1/issuances/${issuanceId}/chip-script`,
        body,
      }),
    recordLoading: (body, signal) =>
      client.call(loadingVerdictSchema, signal, {
        operation: 'recordVaultLoading',
        method: 'POST',
        path: '/v1/vault-loadings',
        body,
        idempotencyKey: newKey(),
      }),
    vaultOrders: ({ kioskId }, signal) =>
      client.call(vaultContentsSchema, signal, {
        operation: 'vaultOrders',
        method: 'GET',
        path: pathOf`/v1/vaults/${kioskId}/orders`,
      }),
    recordUnloading: (body, signal) =>
      client.call(unloadingVerdictSchema, signal, {
        operation: 'recordVaultUnloading',
        method: 'POST',
        path: '/v1/vault-unloadings',
        body,
        idempotencyKey: newKey(),
      }),
    heartbeat: (signal) =>
      client.call(heartbeatSchema, signal, {
        operation: 'heartbeat',
        method: 'GET',
        path: '/v1/heartbeat',
        attempts: 1,
      }),
    close: () => wire.close(),
  };
}

/** What stands in a path is encoded, whatever it is. */
function pathOf(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return String.raw({ raw: parts }, ...ids.map(encodeURIComponent));
}

/** Repeats what may help, within the limits, and checks what comes back. */
class Repeater {
  readonly #wire: Wire;
  readonly #options: ServiceClientOptions;
  readonly #retries: Retries;

  constructor(wire: Wire, options: ServiceClientOptions) {
    this.#wire = wire;
    this.#options = options;
    this.#retries = options.retries ?? usualRetries;
  }

  async call<T>(schema: z.ZodType<T>, signal: AbortSignal | undefined, call: Call): ServiceAnswer<T> {
    const { clock, timeouts } = this.#options;
    const until_ms = clock.monotonic_ms() + timeouts.total_ms;
    const attempts = call.attempts ?? 1 + this.#retries.most;
    // Once an attempt may have arrived, no later refusal to connect makes that undone.
    let mayHaveArrived = false;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#attempt(schema, signal, call, until_ms - clock.monotonic_ms());
      if (answer.ok) return answer;
      const { error, mayRepeat } = answer.error;
      this.#options.log('service.attemptFailed', {
        operation: call.operation,
        attempt,
        code: error.code,
        effect: error.effect,
        words: loggable(error),
      });
      mayHaveArrived ||= error.effect === 'unknown';
      const wait_ms = this.#wait_ms(attempt);
      const isLast = attempt >= attempts || signal?.aborted || clock.monotonic_ms() + wait_ms >= until_ms;
      if (!mayRepeat || isLast) {
        const hides = mayHaveArrived && error.code !== 'rejected';
        return err(hides ? { ...error, effect: 'unknown' } : error);
      }
      await sleep(clock, wait_ms, signal);
    }
  }

  async #attempt<T>(
    schema: z.ZodType<T>,
    signal: AbortSignal | undefined,
    call: Call,
    left_ms: number,
  ): Promise<Result<T, Failure>> {
    const { clock, random, kioskId, timeouts } = this.#options;
    const key = call.idempotencyKey;
    const answer = await this.#wire.exchange({
      method: call.method,
      path: call.path,
      headers: { 'kiosk-id': kioskId, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      body: call.body,
      requestId: uuidv7(clock, random),
      answer_ms: Math.min(timeouts.answer_ms, left_ms),
      signal,
    });
    if (!answer.ok) return answer;
    const parsed = schema.safeParse(answer.value);
    if (parsed.success) return ok(parsed.data);
    const [issue] = parsed.error.issues;
    const path = issue && issue.path.length > 0 ? issue.path.join('.') : '(whole)';
    return err(badAnswer(`${call.operation} answered ${path}: ${issue?.message ?? 'not as agreed'}`));
  }

  #wait_ms(attempt: number): number {
    const { first_ms, longest_ms } = this.#retries;
    const full_ms = Math.min(longest_ms, first_ms * 2 ** (attempt - 1));
    const [chance = 0] = this.#options.random.bytes(1);
    return Math.round(full_ms * (1 - chance / 512));
  }
}
