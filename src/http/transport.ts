import type { RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import { Body } from './body.ts';
import { describeNetworkFailure } from './network-failure.ts';
import { findProxy, openTunnel } from './proxy.ts';

/** One HTTP request. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for all of it: name look-up, connection, TLS, headers and body. */
  readonly timeoutMs: number;
  /** Ends the request before its time. */
  readonly signal?: AbortSignal | undefined;
  /** How much of the answer is read, in bytes; 64 KiB where nothing is said. */
  readonly mostBytes?: number;
  /** How much of the answer's end is kept beside that, in bytes: all of it is read then, and its middle left out. Default 0. */
  readonly tailBytes?: number;
}

/** An answer, or why there is none. `failure` is foreign text. */
export type Response =
  | {
      readonly status: number;
      readonly header: (name: string) => string | undefined;
      /** As much of it as the request allows. */
      readonly body: string;
    }
  | { readonly failure: string };

/** Sends one request. Never throws. */
export type Send = (request: Request) => Promise<Response>;

/** Node gives each address of a host a quarter of a second, and moves on: too little for a slow line to another continent. */
const PATIENCE = { autoSelectFamilyAttemptTimeout: 2_000 } as const;
/** Who asks: https://www.rfc-editor.org/rfc/rfc9110#section-10.1.5. A request that names somebody else says so. */
const USER_AGENT = 'pagerduty-migration-alert';
/** What is spoken within TLS: https://www.rfc-editor.org/rfc/rfc7301 */
const ALPNProtocols = ['http/1.1'];
const MOST_BODY = 65_536;
const MOST_HEADERS = 32_768;

/**
 * Sends one request with Node's own client: a redirect is an answer like any other and never followed, an answer that
 * drips or never ends is cut at the timeout. A proxy named by HTTPS_PROXY (and not excluded by NO_PROXY) is spoken to
 * through CONNECT only, so that it never sees the request.
 */
export const send: Send = async request => {
  const abort = new AbortController();
  // Not AbortSignal.timeout: that holds no process, and one that ends before its answer tells nobody.
  const timer = setTimeout(() => abort.abort(), request.timeoutMs);
  const signal = request.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, request.signal]);
  let tunnel: Socket | undefined;
  try {
    const target = new URL(request.url);
    tunnel = target.protocol === 'https:' ? await findTunnel(target, signal) : undefined;
    return await exchange(request, tunnel, signal);
  } catch (error) {
    const seconds = Math.ceil(request.timeoutMs / 100) / 10;
    return { failure: signal.aborted ? `no answer within ${seconds} s` : describeNetworkFailure(error) };
  } finally {
    clearTimeout(timer);
    tunnel?.destroy();
  }
};

async function findTunnel(target: URL, signal: AbortSignal): Promise<Socket | undefined> {
  const named = process.env.https_proxy || process.env.HTTPS_PROXY || '';
  if (named === '') return undefined;
  const proxy = findProxy(named, target);
  return proxy && (await openTunnel(proxy, target, { signal, ...PATIENCE }));
}

async function exchange(request: Request, tunnel: Socket | undefined, signal: AbortSignal): Promise<Response> {
  const secure = request.url.startsWith('https:');
  const { Agent, request: start } = await (secure ? import('node:https') : import('node:http'));
  // One request a connection: nothing to keep alive, nothing that keeps the process alive, and no TLS session for later.
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0, ALPNProtocols, ...PATIENCE });
  if (tunnel !== undefined) agent.createConnection = await speakThrough(tunnel, request.url);
  const sent = request.body === undefined ? undefined : Buffer.from(request.body);
  const length = sent === undefined ? {} : { 'Content-Length': sent.byteLength };
  const options: RequestOptions = {
    method: request.method,
    headers: { 'User-Agent': USER_AGENT, ...request.headers, ...length },
    maxHeaderSize: MOST_HEADERS,
    // Node's own agent knows the port that goes without saying: with a connection of our own it would name it in `Host`.
    agent,
  };
  const body = new Body({ head: request.mostBytes ?? MOST_BODY, tail: request.tailBytes ?? 0 });
  return new Promise((resolve, reject) => {
    // Once there is a status it stands, whatever becomes of the body.
    let finish: (() => void) | undefined;
    const outgoing = start(request.url, options, incoming => {
      const status = incoming.statusCode ?? 0;
      const header = (name: string): string | undefined => [incoming.headers[name]].flat()[0];
      finish = () => {
        outgoing.destroy();
        resolve({ status, header, body: body.text() });
      };
      incoming.on('data', (chunk: Buffer) => {
        if (!body.add(chunk)) finish?.();
      });
      for (const end of ['end', 'error', 'close']) incoming.on(end, finish);
    });
    const settle = (error: Error): void => (finish === undefined ? reject(error) : finish());
    outgoing.on('error', settle);
    outgoing.on('close', () => {
      // As when the answer switches protocols: there is no error then.
      if (finish === undefined) reject(new Error('the connection was closed without an answer'));
    });
    // Node's own way, the option `signal`, loads and runs as much as the request itself.
    const stop = (): unknown => outgoing.destroy(new Error('aborted'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    outgoing.end(sent);
  });
}

// Certificate and host are checked as ever: what the proxy says of itself counts for nothing.
async function speakThrough(tunnel: Socket, url: string): Promise<() => Socket> {
  const [{ connect }, { isIP }] = await Promise.all([import('node:tls'), import('node:net')]);
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const name = isIP(host) === 0 ? { servername: host } : {};
  return () => connect({ socket: tunnel, host, ALPNProtocols, ...name });
}
