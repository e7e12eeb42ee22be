import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { type FaultPlan, playFault } from './faults.ts';
import { type Call, parseJson, type Reply } from './http.ts';
import type { RequestLog } from './requests.ts';

export interface LoopbackOptions {
  /** Port on 127.0.0.1; default 0, any free one. */
  readonly port?: number | undefined;
  /** PEM texts; with them the server speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** Milliseconds since 1970; default the system's clock. */
  readonly clock?: (() => number) | undefined;
}

/** A server on the loopback. */
export interface Loopback {
  /** Base URL without a slash at the end, e.g. `http://127.0.0.1:8070`. */
  readonly url: string;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

/** Answers every call by `handle`; a connection whose handling throws is broken off. Rejects when the port is taken. */
export async function listen(
  { port = 0, tls, clock = Date.now }: LoopbackOptions,
  handle: (call: Call, response: ServerResponse) => Promise<void> | void,
): Promise<Loopback> {
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    try {
      await handle(await readCall(request, clock), response);
    } catch {
      response.destroy();
    }
  });
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${bound}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Records a call and answers it, unless a fault is planned for it; `answer` is called only when the call takes effect. */
export async function respond(
  { requests, faults }: { readonly requests: RequestLog; readonly faults: FaultPlan },
  call: Call,
  response: ServerResponse,
  answer: () => Reply,
): Promise<void> {
  const recorded = requests.add(call);
  const fault = faults.take(call.path);
  const reply = fault === undefined || fault.kind === 'pass' || fault.applied ? answer() : undefined;
  if (fault?.delayMs !== undefined && fault.kind !== 'drip') await wait(fault.delayMs, undefined, { ref: false });
  if (fault !== undefined && fault.kind !== 'pass') recorded.status = playFault(fault, response);
  else if (reply !== undefined) {
    recorded.status = reply.status;
    send(response, reply);
  }
}

/** Sends an answer. */
export function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(text);
}

async function readCall(request: IncomingMessage, clock: () => number): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { method = 'GET', headers } = request;
  return { method, path: pathname, search, query: searchParams, headers, text, body: parseJson(text), at: clock() };
}
