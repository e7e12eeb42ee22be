import type { RequestOptions } from 'node:https';
import type { Socket, TcpNetConnectOpts } from 'node:net';
import { checkBypass } from '@actions/http-client/lib/proxy';

/** How to connect to the proxy, and what ends it. */
export type TunnelOptions = Pick<RequestOptions & TcpNetConnectOpts, 'signal' | 'autoSelectFamilyAttemptTimeout'>;

/**
 * The proxy that is `named` for an https URL, as curl reads `HTTPS_PROXY` and `NO_PROXY`: a name without a scheme means
 * http. Undefined when the URL is excluded, or what is named is no http(s) proxy.
 */
export function findProxy(named: string, target: URL): URL | undefined {
  if (checkBypass(target)) return undefined;
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  return proxy?.protocol === 'http:' || proxy?.protocol === 'https:' ? proxy : undefined;
}

/**
 * A connection to the target's host and port through the proxy, by CONNECT (RFC 9110, 9.3.6). What is spoken through it
 * is between the two ends. Rejects when the proxy refuses, breaks off, or the signal comes first.
 */
export async function openTunnel(proxy: URL, target: URL, options: TunnelOptions): Promise<Socket> {
  const authority = `${target.hostname}:${target.port || '443'}`;
  const { request: start } = await (proxy.protocol === 'https:' ? import('node:https') : import('node:http'));
  const outgoing = start({
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port,
    path: authority,
    headers: { Host: authority, ...authorization(proxy) },
    agent: false,
    ...options,
  });
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`the proxy in HTTPS_PROXY ${why}`));
    outgoing.on('connect', ({ statusCode = 0 }, socket, head) => {
      // Whoever is done with the tunnel destroys it; until then its end is the other side's to notice.
      socket.on('error', () => undefined);
      const opened = statusCode >= 200 && statusCode <= 299;
      if (opened && head.length === 0) return resolve(socket);
      socket.destroy();
      if (opened) return fail('sent something of its own before TLS began');
      if (statusCode === 407) return fail('asks for a valid user name and password (status 407)');
      return fail(`refused to connect (status ${statusCode})`);
    });
    outgoing.on('error', cause => reject(new Error('the proxy in HTTPS_PROXY', { cause })));
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
