import type { Agent } from 'node:http';
import { type ClientRequestArgs, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { describeError } from './errors.ts';

/** One HTTP request. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for all of it: name look-up, connection, TLS, headers and body. */
  readonly timeoutMs: number;
}

/** An answer, or why there is none. `failure` is foreign text. */
export type Response =
  | {
      readonly status: number;
      readonly header: (name: string) => string | undefined;
      /** At most 64 KiB of it. */
      readonly body: string;
    }
  | { readonly failure: string };

/** Sends one request. Never throws. */
export type Send = (request: Request) => Promise<Response>;

const MOST_BODY = 65_536;
const MOST_HEADERS = 32_768;

/**
 * Sends one request with Node's own client: a redirect is an answer like any other and never followed, an answer that
 * drips or never ends is cut at the timeout. A proxy named by HTTPS_PROXY (and not excluded by NO_PROXY) is spoken to
 * through CONNECT only, so that it never sees the request; the client that can do so is loaded only then.
 */
export const send: Send = async request => {
  const signal = AbortSignal.timeout(request.timeoutMs);
  try {
    const agent = await proxyAgent(request.url);
    return await exchange(request, agent, signal);
  } catch (error) {
    return {
      failure: signal.aborted ? `no answer within ${Math.round(request.timeoutMs / 100) / 10} s` : describeError(error),
    };
  }
};

async function proxyAgent(url: string): Promise<Agent | undefined> {
  const target = new URL(url);
  if (target.protocol !== 'https:' || getProxyUrl(target) === undefined) return undefined;
  const { HttpClient } = await import('@actions/http-client');
  return new HttpClient().getAgent(url) as Agent;
}

function exchange(request: Request, agent: Agent | undefined, signal: AbortSignal): Promise<Response> {
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  const options: ClientRequestArgs & { signal: AbortSignal; maxHeaderSize: number } = {
    method: request.method,
    headers: { ...request.headers, ...(body === undefined ? {} : { 'Content-Length': body.byteLength }) },
    signal,
    maxHeaderSize: MOST_HEADERS,
    // One request a connection: nothing to keep alive, and nothing that keeps the process alive.
    agent: agent ?? false,
  };
  return new Promise((resolve, reject) => {
    // Once there is a status it stands, whatever becomes of the body.
    let finish: (() => void) | undefined;
    const start = request.url.startsWith('https:') ? requestHttps : requestHttp;
    const outgoing = start(request.url, options, incoming => {
      const status = incoming.statusCode ?? 0;
      const header = (name: string): string | undefined => [incoming.headers[name]].flat()[0];
      const chunks: Buffer[] = [];
      let size = 0;
      finish = () => {
        outgoing.destroy();
        resolve({ status, header, body: Buffer.concat(chunks).toString('utf8', 0, MOST_BODY) });
      };
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= MOST_BODY) finish?.();
      });
      for (const end of ['end', 'error', 'close']) incoming.on(end, finish);
    });
    const settle = (error: Error): void => (finish === undefined ? reject(error) : finish());
    outgoing.on('error', settle);
    // A request that still waits for its proxy is deaf to the signal that it was given.
    signal.addEventListener('abort', () => settle(new Error('aborted')));
    outgoing.on('close', () => {
      // As when the answer switches protocols: there is no error then.
      if (finish === undefined) reject(new Error('the connection was closed without an answer'));
    });
    outgoing.end(body);
  });
}
