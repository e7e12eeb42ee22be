import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { pipeline, Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Certificate } from './certificates.ts';
import { type FaultPlan, playFault } from './faults.ts';
import { isServed } from './hosts.ts';
import { type Call, parseJson, type Reply } from './http.ts';
import type { RequestLog } from './requests.ts';

export interface LoopbackOptions {
  /** Port; default 0, any free one. */
  readonly port?: number | undefined;
  /** Default 127.0.0.1. */
  readonly address?: '127.0.0.1' | '::1' | undefined;
  /** PEM texts; with them the server speaks https. A client that names one of `hosts` (SNI) is shown the certificate of that host. */
  readonly tls?: (Certificate & { readonly hosts?: Readonly<Record<string, Certificate>> }) | undefined;
  /** Host names that the server answers for beside its own address; any other `Host` is a 421. Default: those that it stands for. */
  readonly hosts?: readonly string[] | undefined;
  /** Milliseconds since 1970; default the system's clock. */
  readonly clock?: (() => number) | undefined;
}

/** A call, and whether it came to the right server. */
export interface Arrival extends Call {
  /** Its `Host` is none that the server answers for. */
  readonly misdirected: boolean;
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
  { port = 0, address = '127.0.0.1', tls, hosts = [], clock = Date.now }: LoopbackOptions,
  handle: (call: Arrival, response: ServerResponse) => Promise<void> | void,
): Promise<Loopback> {
  const server = tls === undefined ? createServer() : createSecureServer(tls);
  server.listen(port, address);
  await once(server, 'listening');
  const listening = server.address();
  const bound = typeof listening === 'object' && listening !== null ? listening.port : port;
  const host = address === '::1' ? '[::1]' : address;
  const url = `${tls === undefined ? 'http' : 'https'}://${host}:${bound}`;
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    try {
      const misdirected = !isServed(request.headers.host, url, hosts);
      await handle({ ...(await readCall(request, clock)), misdirected }, response);
    } catch {
      response.destroy();
    }
  });
  return {
    url,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function createSecureServer({ hosts = {}, ...own }: NonNullable<LoopbackOptions['tls']>): Server {
  const server = createTlsServer(own);
  for (const [name, certificate] of Object.entries(hosts)) server.addContext(name, certificate);
  return server;
}

/**
 * Records a call and answers it, unless a fault is planned for it; `answer` is called only when the call takes effect.
 * A call for another host is refused, as front ends do: https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20
 */
export async function respond(
  { requests, faults }: { readonly requests: RequestLog; readonly faults: FaultPlan },
  { misdirected, ...call }: Arrival,
  response: ServerResponse,
  answer: () => Reply,
): Promise<void> {
  const recorded = requests.add(call);
  if (misdirected) {
    recorded.status = MISDIRECTED.status;
    return send(response, MISDIRECTED);
  }
  const fault = faults.take(call.path);
  const reply = fault === undefined || fault.kind === 'pass' || fault.applied ? answer() : undefined;
  if (fault?.delayMs !== undefined && fault.kind !== 'drip') await wait(fault.delayMs, undefined, { ref: false });
  if (fault !== undefined && fault.kind !== 'pass') recorded.status = playFault(fault, response);
  else if (reply !== undefined) {
    recorded.status = reply.status;
    send(response, reply);
  }
}

const MISDIRECTED = { status: 421, body: 'Misdirected Request' };

/** Sends an answer. */
export function send(response: ServerResponse, { status, body, stream, headers = {} }: Reply): void {
  if (stream !== undefined) {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
    // A client that has gone is no fault of the server's.
    pipeline(Readable.from(stream), response, () => undefined);
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(text);
}

async function readCall(request: IncomingMessage, clock: () => number): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { method = 'GET', headers, socket } = request;
  const servername = socket instanceof TLSSocket ? socket.servername : undefined;
  return {
    method,
    path: pathname,
    search,
    query: searchParams,
    headers,
    ...(typeof servername === 'string' ? { servername } : {}),
    text,
    body: parseJson(text),
    at: clock(),
  };
}
