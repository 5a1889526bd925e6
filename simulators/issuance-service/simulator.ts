import { createHash } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Clock, sleep } from '../../common/clock.ts';
import type { LicenceData } from '../../common/document.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import { systemRandom } from '../../common/random.ts';
import type { TestPki } from '../cards/index.ts';
import type { SimulatorLog } from '../log-events.ts';
import type { Resident } from '../residents/index.ts';
import { disagreement, type SchemaName } from './contract.ts';
import { ServiceFaults } from './faults.ts';
import { licenceScript } from './licence-script.ts';
import type { ReportedEvent, Ruling, SecondFactorKind, VaultLoading, VaultUnloading } from './model.ts';
import { problemDocument, Refusal } from './problem.ts';
import { Registry } from './registry.ts';
import { SqliteStore } from './store/sqlite.ts';
import type { Mode, Store } from './store/store.ts';
import type { Once } from './store/work.ts';

export type IssuanceServiceSimulatorOptions = {
  readonly clock: Clock;
  readonly log: SimulatorLog;
  /** Signs what is written on licences' chips; without it the service wants none written. */
  readonly pki?: TestPki;
  /** PEM files' contents: HTTPS, with client certificates asked for when `clientAuthority` is given. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientAuthority?: string };
};

/** Its own rows in memory, begun with these residents; or rows that somebody else began, and may share. */
type Alone = { readonly residents: readonly Resident[] };
type Shared<M extends Mode> = { readonly store: Store<M> };

export type IssuanceServiceSimulator<M extends Mode = 'now'> = ReturnType<typeof serve<M>>;

/** What an operation of the contract does with a checked request. */
type Operation = {
  readonly id: string;
  readonly asks?: SchemaName;
  readonly answers: SchemaName;
  readonly isRepeatable: boolean;
  run(request: FastifyRequest, once: Once | undefined): unknown;
};

const LATE_ms = 5_000;
const CLOCK_OFF_ms = 3_600_000;

/** The issuance service over HTTP, by docs/openapi/issuance-service.yaml, with the made-up residents' orders in it. */
export function createIssuanceServiceSimulator<M extends Mode>(
  options: IssuanceServiceSimulatorOptions & Shared<M>,
): IssuanceServiceSimulator<M>;
export function createIssuanceServiceSimulator(
  options: IssuanceServiceSimulatorOptions & Alone,
): IssuanceServiceSimulator;
export function createIssuanceServiceSimulator(
  options: IssuanceServiceSimulatorOptions & (Alone | Shared<Mode>),
): IssuanceServiceSimulator<Mode> {
  const { clock } = options;
  if ('store' in options) return serve(options, new Registry(options.store, clock, systemRandom));
  const registry = new Registry(new SqliteStore(), clock, systemRandom);
  registry.admit(options.residents);
  for (const loaded of elsewhereOf(options.residents)) registry.recordLoading(loaded);
  return serve(options, registry);
}

function serve<M extends Mode>(options: IssuanceServiceSimulatorOptions, registry: Registry<M>) {
  const { clock, log } = options;
  /** On the wire it is one whether the store answers at once or later. */
  const shared: Registry<Mode> = registry;
  const changes = new Emitter<void>();
  const faults = new ServiceFaults(() => {
    void followNetwork();
    changes.emit();
  });
  const sockets = new Set<Socket>();
  let lastAnswer: { body: unknown; requestId: string } | undefined;
  let port = 0;
  let listening = false;

  const { tls } = options;
  const app = fastify({
    logger: false,
    bodyLimit: 1_000_000,
    ...(tls && {
      https: {
        cert: tls.cert,
        key: tls.key,
        ...(tls.clientAuthority && { ca: tls.clientAuthority, requestCert: true, rejectUnauthorized: true }),
      },
    }),
  }) as unknown as FastifyInstance;
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  /** Without network nobody answers: the port is closed and every connection gone. */
  const followNetwork = async (): Promise<void> => {
    if (port === 0 || faults.holds('down') === !listening) return;
    listening = !listening;
    if (listening) {
      app.server.listen(port, '127.0.0.1');
      return;
    }
    app.server.close();
    for (const socket of sockets) socket.destroy();
  };

  const answer = async (operation: Operation, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const requestId = String(request.headers['request-id'] ?? '');
    if (!requestId || !request.headers['kiosk-id'])
      throw new Refusal('invalid-request', 'Kiosk-Id and Request-Id are needed');
    const wrong = operation.asks && disagreement(operation.asks, request.body);
    if (wrong) throw new Refusal('invalid-request', wrong);
    const slow = faults.strikes('slow', operation.id);
    if (slow) await sleep(clock, slow.late_ms ?? LATE_ms);
    if (faults.strikes('serverError', operation.id)) throw new Error('armed to fail');
    if (faults.strikes('html', operation.id)) {
      await reply.type('text/html').send('<html><body><h1>502 Bad Gateway</h1></body></html>');
      return;
    }
    const body = await operation.run(request, operation.isRepeatable ? undefined : onceOf(request));
    changes.emit();
    if (faults.strikes('answerLost', operation.id)) {
      request.raw.socket.destroy();
      return;
    }
    const previous = lastAnswer;
    lastAnswer = { body, requestId };
    if (previous && faults.strikes('answersTwice', operation.id)) {
      await reply.header('request-id', previous.requestId).send(previous.body);
      return;
    }
    const bad = disagreement(operation.answers, body);
    // Data that are broken on purpose go out as they are; a kiosk must cope with them.
    if (bad && operation.answers !== 'DocumentData')
      throw new Error(`${operation.id} would answer against the contract: ${bad}`);
    await reply
      .header('request-id', requestId)
      .send(faults.strikes('wrongSchema', operation.id) ? { outcome: 42 } : body);
  };

  const route = (method: 'GET' | 'POST' | 'PUT', url: string, operation: Operation) => {
    app.route({ method, url, handler: (request, reply) => answer(operation, request, reply) });
  };
  const part = (request: FastifyRequest, name: string) => (request.params as Record<string, string>)[name] ?? '';

  route('POST', '/v1/collections', {
    id: 'beginCollection',
    asks: 'CollectionRequest',
    answers: 'CollectionStart',
    isRepeatable: false,
    run: (request, once) => {
      const { civilId, secondFactors } = request.body as { civilId: string; secondFactors?: SecondFactorKind[] };
      return registry.beginCollection(civilId, once, secondFactors);
    },
  });
  route('GET', '/v1/collections/:collectionId/phone-answer', {
    id: 'phoneAnswer',
    answers: 'PhoneAnswer',
    isRepeatable: true,
    run: (request) => registry.phoneAnswer(part(request, 'collectionId')),
  });
  route('POST', '/v1/collections/:collectionId/pin-proofs', {
    id: 'reportPin',
    answers: 'ProofVerdict',
    isRepeatable: false,
    run: (request, once) => registry.reportPin(part(request, 'collectionId'), once),
  });
  route('POST', '/v1/collections/:collectionId/code-attempts', {
    id: 'verifyCode',
    asks: 'CodeAttempt',
    answers: 'CodeVerdict',
    isRepeatable: false,
    run: (request, once) =>
      registry.verifyCode(part(request, 'collectionId'), (request.body as { code: string }).code, once),
  });
  route('POST', '/v1/collections/:collectionId/code-requests', {
    id: 'requestCode',
    answers: 'CodeRequestVerdict',
    isRepeatable: false,
    run: (request, once) => registry.requestCode(part(request, 'collectionId'), once),
  });
  route('GET', '/v1/collections/:collectionId/orders/:orderId/document', {
    id: 'documentData',
    answers: 'DocumentData',
    isRepeatable: true,
    run: async (request) => {
      const data = await registry.documentData(part(request, 'collectionId'), part(request, 'orderId'));
      const asked = withChip(data as DocumentData, options.pki !== undefined);
      return faults.strikes('holderMismatch', 'documentData') ? { ...asked, civilId: '284110200019' } : asked;
    },
  });
  route('POST', '/v1/issuances/:issuanceId/chip-script', {
    id: 'chipScript',
    asks: 'ChipScriptRequest',
    answers: 'ChipScript',
    isRepeatable: true,
    run: async (request) => {
      const { kioskId } = request.body as { kioskId: string };
      const licence = await shared.licenceOf(part(request, 'issuanceId'), kioskId);
      if (!options.pki) throw new Refusal('no-chip', 'no chip is written');
      return licenceScript(options.pki, licence, new Date(clock.now_ms()));
    },
  });
  route('PUT', '/v1/issuances/:issuanceId', {
    id: 'claim',
    asks: 'ClaimRequest',
    answers: 'ClaimVerdict',
    isRepeatable: true,
    run: async (request) => {
      if (faults.strikes('claimRefused', 'claim')) {
        return { outcome: 'refused', reason: 'in-progress-elsewhere', where: '360 Mall' };
      }
      const body = request.body as { orderId: string; collectionId: string; kioskId: string };
      const issuanceId = part(request, 'issuanceId');
      const verdict = shifted(await shared.claim(issuanceId, body));
      if (verdict.outcome !== 'granted') return verdict;
      return faults.strikes('claimForAnother', 'claim')
        ? { ...verdict, issuanceId, orderId: `${body.orderId}-other` }
        : { ...verdict, issuanceId, orderId: body.orderId };
    },
  });
  route('POST', '/v1/issuances/:issuanceId/events', {
    id: 'report',
    asks: 'IssuanceEvent',
    answers: 'EventReceipt',
    isRepeatable: true,
    run: (request) => registry.report(request.body as ReportedEvent),
  });
  route('POST', '/v1/vault-loadings', {
    id: 'recordVaultLoading',
    asks: 'VaultLoading',
    answers: 'LoadingVerdict',
    isRepeatable: false,
    run: (request, once) => registry.recordLoading(request.body as VaultLoading, once),
  });
  route('GET', '/v1/vaults/:kioskId/orders', {
    id: 'vaultOrders',
    answers: 'VaultContents',
    isRepeatable: true,
    run: (request) => registry.vaultOrders(part(request, 'kioskId')),
  });
  route('POST', '/v1/vault-unloadings', {
    id: 'recordVaultUnloading',
    asks: 'VaultUnloading',
    answers: 'UnloadingVerdict',
    isRepeatable: false,
    run: (request, once) => registry.recordUnloading(request.body as VaultUnloading, once),
  });
  route('GET', '/v1/heartbeat', {
    id: 'heartbeat',
    answers: 'Heartbeat',
    isRepeatable: true,
    run: () => ({ time_ms: clock.now_ms() + clockOff_ms() }),
  });

  const clockOff_ms = () => (faults.holds('clockWrong') ? (faults.optionsOf('clockWrong')?.off_ms ?? CLOCK_OFF_ms) : 0);

  /** Moments by its own clock, which may be wrong; spans stay right. */
  const shifted = <T extends { outcome: string }>(verdict: T): T => {
    if (!('startBefore_ms' in verdict)) return verdict;
    return { ...verdict, startBefore_ms: Number(verdict.startBefore_ms) + clockOff_ms() };
  };

  app.setErrorHandler(async (error: unknown, request, reply) => {
    const code = error instanceof Refusal ? error.code : isClientError(error) ? 'invalid-request' : 'internal';
    const detail = error instanceof Error ? error.message : String(error);
    if (code === 'internal') log('issuanceService.failed', { words: detail });
    await sendProblem(request, reply, problemDocument(code, detail));
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problemDocument('not-found', request.url)));

  return {
    faults,
    /** Listens on the loopback interface only. */
    async listen(wanted = 0): Promise<{ url: string }> {
      await app.listen({ host: '127.0.0.1', port: wanted });
      port = (app.server.address() as AddressInfo).port;
      listening = true;
      return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}` };
    },
    collectionCodeOf: (civilId: string) => registry.collectionCodeOf(civilId),
    phone: (civilId: string) => registry.phone(civilId),
    answerOnPhone: (civilId: string, answer: 'approved' | 'declined') => registry.answerOnPhone(civilId, answer),
    /** What the service asks residents for from now on. */
    askFor(secondFactor: SecondFactorKind, phoneWait_s?: number): void {
      registry.askFor(secondFactor, phoneWait_s);
      changes.emit();
    },
    snapshot: () => registry.snapshot(),
    /** As if that kiosk had told that a booklet was put into a slot: a vault that was loaded before the kiosk began. */
    recordLoading: (loaded: VaultLoading) => registry.recordLoading(loaded),
    rule: (issuanceId: string, ruling: Omit<Ruling, 'at_ms'>) => registry.rule(issuanceId, ruling),
    onChange: (listener: () => void): Unsubscribe => changes.on(listener),
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await app.close();
    },
  };
}

/** Booklets that lie in the vaults of other kiosks from the beginning. */
function elsewhereOf(people: readonly Resident[]): readonly VaultLoading[] {
  const booklets = people.flatMap(({ orders }) => orders.filter(({ booklet }) => booklet?.at === 'elsewhere'));
  return booklets.flatMap(({ booklet, passport }, index) =>
    booklet?.at === 'elsewhere' && passport
      ? [{ kioskId: booklet.kioskId, slot: index + 1, documentNumber: passport.passportNumber }]
      : [],
  );
}

type DocumentData = LicenceData | { readonly documentType: 'passport' };

function withChip(data: DocumentData, isWritten: boolean): DocumentData {
  return isWritten && data.documentType === 'driving-licence' ? { ...data, chip: true } : data;
}

/** A repeated key gets its first answer, and nothing is done a second time. */
function onceOf(request: FastifyRequest): Once | undefined {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return undefined;
  const print = createHash('sha256')
    .update(`${request.url} ${JSON.stringify(request.body)}`)
    .digest('hex');
  return { key, request: print };
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: ReturnType<typeof problemDocument>) {
  const requestId = request.headers['request-id'];
  if (typeof requestId === 'string') reply.header('request-id', requestId);
  return reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function isClientError(error: unknown): boolean {
  const status = (error as { statusCode?: number }).statusCode;
  return status !== undefined && status >= 400 && status < 500;
}
