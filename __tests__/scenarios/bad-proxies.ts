import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Certificate } from './certificates.ts';

/** What a proxy does with a CONNECT. */
export type Manners =
  | 'tunnels'
  | 'wants a password'
  | 'forbids'
  | 'is overloaded'
  | 'never answers'
  | 'breaks off'
  | 'ends'
  | 'tunnels to nowhere'
  | 'breaks off the tunnel'
  | 'talks into the tunnel'
  | 'drips headers';

/** A proxy, and all that it has seen. */
export interface BadProxy {
  readonly port: number;
  /** `METHOD target` of every request. */
  readonly asked: readonly string[];
  /** The credentials of the last request, `user:password`; empty when there were none. */
  readonly credentials: () => string;
  /** Every byte that passed through it in either direction, or came to it. */
  readonly passed: () => string;
  close(): Promise<void>;
}

/** Starts a proxy whose tunnels all end at `target`, a URL of the loopback. */
export async function startProxy(target: string, manners: Manners, tls?: Certificate): Promise<BadProxy> {
  const asked: string[] = [];
  const bytes: Buffer[] = [];
  const sockets: Duplex[] = [];
  let credentials = '';
  const server: Server = tls === undefined ? createHttp() : createHttps(tls);
  server.on('connection', (socket: Socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (tls === undefined) socket.on('data', chunk => bytes.push(chunk));
  });
  server.on('request', (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(500).end();
  });
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    asked.push(`${request.method} ${request.url}`);
    const given = /^Basic (.*)$/.exec(request.headers['proxy-authorization'] ?? '')?.[1] ?? '';
    credentials = Buffer.from(given, 'base64').toString();
    sockets.push(client);
    client.on('error', () => undefined);
    behave(manners, client, target, chunk => bytes.push(chunk), sockets);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    asked,
    credentials: () => credentials,
    passed: () => Buffer.concat(bytes).toString('latin1'),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const ESTABLISHED = 'HTTP/1.1 200 Connection established\r\n\r\n';

function behave(
  manners: Manners,
  client: Duplex,
  target: string,
  record: (chunk: Buffer) => void,
  sockets: Duplex[],
): void {
  switch (manners) {
    case 'tunnels': {
      const upstream = connect(Number(new URL(target).port), '127.0.0.1', () => {
        client.write(ESTABLISHED);
        client.on('data', record);
        upstream.on('data', record);
        upstream.pipe(client).pipe(upstream);
      });
      sockets.push(upstream);
      upstream.on('error', () => client.destroy());
      client.on('close', () => upstream.destroy());
      break;
    }
    case 'wants a password':
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\nwho are you?');
      break;
    case 'forbids':
      client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
      break;
    case 'is overloaded':
      client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      break;
    case 'never answers':
      break;
    case 'breaks off':
      if ('resetAndDestroy' in client && typeof client.resetAndDestroy === 'function') client.resetAndDestroy();
      else client.destroy();
      break;
    case 'ends':
      client.end();
      break;
    case 'tunnels to nowhere':
      client.write(ESTABLISHED);
      break;
    case 'breaks off the tunnel':
      client.write(ESTABLISHED, () => setTimeout(() => client.destroy(), 20));
      break;
    case 'talks into the tunnel':
      client.write(`${ESTABLISHED}hello, this is not TLS`);
      break;
    case 'drips headers': {
      client.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => client.write('x'), 50);
      client.on('close', () => clearInterval(timer));
      break;
    }
    default:
      manners satisfies never;
  }
}
