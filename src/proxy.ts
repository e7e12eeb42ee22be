import type { Socket } from 'node:net';
import { checkBypass } from '@actions/http-client/lib/proxy';

/** Node gives each address of a host a quarter of a second, and moves on: too little for a slow line to another continent. */
export const PATIENCE = { autoSelectFamilyAttemptTimeout: 2_000 } as const;

/**
 * The proxy for an https URL, as curl reads `HTTPS_PROXY` and `NO_PROXY`: a value without a scheme means http.
 * Undefined when there is none, or what is named is no http(s) proxy.
 */
export function findProxy(target: URL): URL | undefined {
  const value = process.env.https_proxy || process.env.HTTPS_PROXY || '';
  if (value === '' || checkBypass(target)) return undefined;
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  return proxy?.protocol === 'http:' || proxy?.protocol === 'https:' ? proxy : undefined;
}

/**
 * A connection to the target's host and port through the proxy, by CONNECT (RFC 9110, 9.3.6). What is spoken through it
 * is between the two ends. Rejects when the proxy refuses, breaks off, or the signal comes first.
 */
export async function openTunnel(proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${target.hostname}:${target.port || '443'}`;
  const { request: start } = await (proxy.protocol === 'https:' ? import('node:https') : import('node:http'));
  const outgoing = start({
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port,
    path: authority,
    headers: { Host: authority, ...authorization(proxy) },
    agent: false,
    signal,
    ...PATIENCE,
  });
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`the proxy of HTTPS_PROXY ${why}`));
    outgoing.on('connect', ({ statusCode = 0 }, socket, head) => {
      // Whoever is done with the tunnel destroys it; until then its end is the other side's to notice.
      socket.on('error', () => undefined);
      const opened = statusCode >= 200 && statusCode <= 299;
      if (opened && head.length === 0) return resolve(socket);
      socket.destroy();
      if (opened) return fail('spoke into the tunnel, where TLS is spoken');
      if (statusCode === 407) return fail('wants a user name and password that it knows (status 407)');
      return fail(`refused to connect (status ${statusCode})`);
    });
    outgoing.on('error', cause => reject(new Error('the proxy of HTTPS_PROXY', { cause })));
    outgoing.on('close', () => fail('closed the connection without an answer'));
    outgoing.end();
  });
}

function authorization({ username, password }: URL): { 'Proxy-Authorization'?: string } {
  if (username === '' && password === '') return {};
  const credentials = [username, password].map(decode).join(':');
  return { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

// A stray percent sign is meant as it stands.
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
