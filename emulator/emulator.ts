import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { enqueue, enqueueChange } from './events.ts';
import { FaultPlan, type FaultScript, playFault } from './faults.ts';
import { type Call, parseJson, type Reply } from './http.ts';
import type { Incident } from './incidents.ts';
import { type RecordedRequest, RequestLog } from './requests.ts';
import type { ChangeEvent, State } from './state.ts';
import { Throttle } from './throttle.ts';
import { VIEWS, view } from './views.ts';

export type { Fault, FaultScript } from './faults.ts';
export type { Incident, LogEntry } from './incidents.ts';
export type { RecordedRequest } from './requests.ts';
export type { ChangeEvent } from './state.ts';

export interface EmulatorOptions {
  /** Port on 127.0.0.1; default 0, any free one. */
  readonly port?: number;
  /** PEM texts; with them the emulator speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Events a minute and routing key before the 429s begin; PagerDuty's is about 120. Default: none. */
  readonly limit?: number;
  /** Routing keys that exist. Default: every key of the right form. */
  readonly knownKeys?: readonly string[];
  /** Answer to an event for a well-formed key that does not exist: 400, or 202 without effect. Default `refuse`. */
  readonly unknownKey?: 'refuse' | 'ignore';
  /** Milliseconds since 1970; default the system's clock. */
  readonly clock?: () => number;
}

export interface Emulator {
  /** Base URL without a slash at the end, e.g. `http://127.0.0.1:8070`; every API lies below it. */
  readonly url: string;
  /** All requests since the start or the last reset, oldest first, the emulator's own views left out. */
  readonly requests: readonly RecordedRequest[];
  /** All incidents, oldest first: a copy of the present state. */
  incidents(): Incident[];
  /** All change events, oldest first. */
  changes(): ChangeEvent[];
  /** Plans misbehaviour for the next requests; several scripts come one after the other. Throws a TypeError when a script is no fault. */
  fault(script: FaultScript | readonly FaultScript[]): void;
  /** Forgets incidents, requests, faults and rate limits. */
  reset(): void;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

/** Starts a PagerDuty on the loopback. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const {
    port = 0,
    tls,
    limit = Number.POSITIVE_INFINITY,
    knownKeys,
    unknownKey = 'refuse',
    clock = Date.now,
  } = options;
  const state: State = { knownKeys, unknownKey, throttle: new Throttle(limit), incidents: [], changes: [] };
  const requests = new RequestLog();
  const faults = new FaultPlan();
  const reset = (): void => {
    state.incidents.length = 0;
    state.changes.length = 0;
    state.throttle.clear();
    requests.all.length = 0;
    faults.clear();
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = await readCall(request, clock);
    if (call.path.startsWith(VIEWS)) return send(response, view({ state, requests, faults, reset }, call));
    const recorded = requests.add(call);
    const fault = faults.take(call.path);
    const reply = fault === undefined || fault.kind === 'pass' || fault.applied ? answer(state, call) : undefined;
    if (fault?.delayMs !== undefined && fault.kind !== 'drip') await wait(fault.delayMs, undefined, { ref: false });
    if (fault !== undefined && fault.kind !== 'pass') recorded.status = playFault(fault, response);
    else if (reply !== undefined) {
      recorded.status = reply.status;
      send(response, reply);
    }
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    handle(request, response).catch(() => response.destroy());
  };

  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`,
    requests: requests.all,
    incidents: () => structuredClone(state.incidents),
    changes: () => structuredClone(state.changes),
    fault: script => faults.add(script),
    reset,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answer(state: State, call: Call): Reply {
  const routes: Record<string, (state: State, call: Call) => Reply> = {
    '/v2/enqueue': enqueue,
    '/v2/change/enqueue': enqueueChange,
  };
  const route = routes[call.path];
  if (route === undefined) return { status: 404, body: { error: { message: 'Not Found', code: 2100 } } };
  return call.method === 'POST' ? route(state, call) : { status: 405, headers: { allow: 'POST' } };
}

async function readCall(request: IncomingMessage, clock: () => number): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { method = 'GET', headers } = request;
  return { method, path: pathname, search, query: searchParams, headers, text, body: parseJson(text), at: clock() };
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(text);
}
