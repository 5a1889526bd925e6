import { join } from 'node:path';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { BadCall, type Hand, type World } from '../world/index.ts';
import { pageFile } from './page-files.ts';

const openable = z.strictObject({ device: z.enum(['cardPrinter', 'receiptPrinter', 'documentVault']) });
const slot = z.number().int().min(1).max(1000);

/** Every hand that a person can lay on the machine, with what it needs to know. */
const handSchemas: Readonly<Record<Hand['hand'], z.ZodType<object>>> = {
  'present-card': z.strictObject({ resident: z.string().max(40) }),
  'present-technician': z.strictObject({ technician: z.string().max(40) }),
  'remove-card': z.strictObject({}),
  'take-document': z.strictObject({}),
  'push-back-document': z.strictObject({}),
  'take-receipt': z.strictObject({}),
  'show-slip': z.strictObject({ resident: z.string().max(40) }),
  'show-zone': z.strictObject({ resident: z.string().max(40) }),
  'load-hopper': z.strictObject({ blanks: z.number().int().min(1).max(200) }),
  'load-slot': z.strictObject({ slot, resident: z.string().max(40) }),
  'unload-slot': z.strictObject({ slot }),
  'empty-vault-retain': z.strictObject({}),
  'lay-on-desk': z.strictObject({ cardId: z.string().max(10) }),
  'lift-from-desk': z.strictObject({}),
  'unplug-encoder': z.strictObject({}),
  'plug-encoder': z.strictObject({}),
  'unplug-vault-reader': z.strictObject({}),
  'plug-vault-reader': z.strictObject({}),
  'change-ribbon': z.strictObject({}),
  'change-paper': z.strictObject({}),
  'empty-bins': z.strictObject({}),
  'open-cover': openable,
  'close-cover': openable,
  'clear-jam': openable,
  'unplug-reader': z.strictObject({}),
  'plug-reader': z.strictObject({}),
};

const rulingSchema = z.strictObject({
  outcome: z.enum(['may-be-made-again', 'handed-over']),
  by: z.string().max(500),
  why: z.string().max(500),
});
const faultSchema = z.object({ times: z.number().int().min(1).optional(), at: z.string().max(60).optional() }).loose();
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The bench's HTTP face: whatever a hand can do to the simulated machine, as one call. Loopback only, and
 * only for callers that say so: a page of another origin, or a name that resolves here, is refused.
 */
export function createBenchApi(world: World, pages: string | undefined): FastifyInstance {
  const api = fastify({ bodyLimit: 64 * 1024 });
  guardOrigin(api);
  api.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status).send({ error: error.message });
  });

  api.get('/api/state', () => world.state());
  api.get('/api/phones', () => world.phones());
  api.get('/api/faults', () => world.faults());
  api.get('/api/events', (request, reply) => {
    streamEvents(world, reply, () => request.raw.socket.destroyed);
  });
  for (const [hand, schema] of Object.entries(handSchemas)) {
    api.post(`/api/hand/${hand}`, async (request) => {
      const body = parse(schema, request.body ?? {});
      return { done: await world.lay({ ...body, hand } as Hand) };
    });
  }
  api.put<{ Params: { device: string; fault: string } }>('/api/faults/:device/:fault', async (request) => {
    world.armFault(request.params.device, request.params.fault, parse(faultSchema, request.body ?? {}));
    return world.faults();
  });
  api.delete<{ Params: { device: string; fault: string } }>('/api/faults/:device/:fault', async (request) => {
    world.clearFault(request.params.device, request.params.fault);
    return world.faults();
  });
  api.delete('/api/faults', async () => {
    world.clearFaults();
    return world.faults();
  });
  api.post<{ Params: { issuance: string } }>('/api/office/:issuance', async (request) => {
    world.rule(request.params.issuance, parse(rulingSchema, request.body));
    return world.state().service;
  });
  api.put('/api/second-factor', async (request) => {
    const kind = z.enum(['collection-code', 'chip-pin', 'mobile-id']);
    const phoneWait_s = z.number().int().min(1).max(600).optional();
    const asked = parse(z.strictObject({ kind, phoneWait_s }), request.body);
    world.askFor(asked.kind, asked.phoneWait_s);
    return asked;
  });
  api.post<{ Params: { resident: string } }>('/api/phones/:resident', async (request) => {
    const answer = z.enum(['approved', 'declined']);
    const given = parse(z.strictObject({ answer }), request.body);
    world.answerOnPhone(request.params.resident, given.answer);
    return given;
  });
  api.put('/api/network', async (request) => {
    world.setNetwork(parse(z.strictObject({ connected: z.boolean() }), request.body).connected);
    return { connected: world.state().network.connected };
  });
  api.put<{ Params: { device: string } }>('/api/power/:device', async (request) => {
    world.setPower(request.params.device, parse(z.strictObject({ on: z.boolean() }), request.body).on);
    return world.state();
  });
  api.put('/api/pace', async (request) => {
    const { factor } = parse(z.strictObject({ factor: z.number().min(0.1).max(1000) }), request.body);
    world.setPace(factor);
    return { factor };
  });
  api.get<{ Params: { card: string; face: string } }>('/api/products/cards/:card/:face', async (request, reply) => {
    const { card, face } = request.params;
    return picture(reply, world.cardPicture(card, face === 'back.png' ? 'back' : 'front'));
  });
  api.get<{ Params: { receipt: string } }>('/api/products/receipts/:receipt', async (request, reply) =>
    picture(reply, world.receiptPicture(request.params.receipt.replace(/\.png$/, ''))),
  );
  if (pages) servePages(api, pages);
  return api;
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BadCall(z.prettifyError(parsed.error));
}

function guardOrigin(api: FastifyInstance): void {
  api.addHook('onRequest', async (request, reply) => {
    const { port } = request.raw.socket.address() as { port: number };
    const own = [`127.0.0.1:${port}`, `localhost:${port}`];
    const { host = '', origin } = request.headers;
    const foreign = !own.includes(host) || (origin !== undefined && !own.some((name) => origin === `http://${name}`));
    if (foreign) await reply.code(403).send({ error: 'the bench answers only this machine, by its own name' });
    reply.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Cache-Control', 'no-store');
  });
}

function streamEvents(world: World, reply: FastifyReply, isGone: () => boolean): void {
  reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const write = (kind: string, data: unknown) => {
    if (!isGone()) stream.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  for (const event of world.events.all()) write('happened', event);
  const stopEvents = world.events.onEvent((event) => write('happened', event));
  const stopChanges = world.onChange(() => write('changed', {}));
  stream.on('close', () => {
    stopEvents();
    stopChanges();
  });
}

function picture(reply: FastifyReply, png: Uint8Array | undefined): FastifyReply {
  if (!png) return reply.code(404).send({ error: 'no such picture' });
  return reply.type('image/png').send(Buffer.from(png));
}

function servePages(api: FastifyInstance, pages: string): void {
  api.get('/*', async (request, reply) => {
    const file = await pageFile(pages, request.url === '/' ? '/index.html' : request.url);
    if (!file) return reply.code(404).send({ error: 'no such page' });
    return reply.type(file.type).send(file.bytes);
  });
}

/** Where the built page lies beside the built world. */
export function builtPages(worldFolder: string): string {
  return join(worldFolder, '..', 'bench');
}
