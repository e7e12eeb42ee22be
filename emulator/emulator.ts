import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { answer } from './answer.ts';
import { FaultPlan, type FaultScript, playFault } from './faults.ts';
import { type Call, parseJson, type Reply } from './http.ts';
import type { Incident } from './incidents.ts';
import { type RecordedRequest, RequestLog } from './requests.ts';
import { type ChangeEvent, type StateOptions, startState } from './state.ts';
import { VIEWS, view } from './views.ts';

export type { Account, EscalationPolicy, Service, Token, User } from './account.ts';
export { exampleAccount } from './example-account.ts';
export type { Fault, FaultScript } from './faults.ts';
export type { Incident, LogEntry, Note } from './incidents.ts';
export type { RecordedRequest } from './requests.ts';
export type { ChangeEvent } from './state.ts';

export interface EmulatorOptions extends StateOptions {
  /** Port on 127.0.0.1; default 0, any free one. */
  readonly port?: number;
  /** PEM texts; with them the emulator speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string };
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
  const { port = 0, tls, clock = Date.now } = options;
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`;

  const state = startState(options, url);
  const requests = new RequestLog();
  const faults = new FaultPlan();
  const reset = (): void => {
    state.incidents.length = 0;
    state.changes.length = 0;
    state.throttle.clear();
    state.restThrottle.clear();
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
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch(() => response.destroy());
  });

  return {
    url,
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
