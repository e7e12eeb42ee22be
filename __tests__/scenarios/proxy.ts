import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { generate } from 'selfsigned';

/** PagerDuty's hosts. https://support.pagerduty.com/main/docs/service-regions */
const HOSTS = ['events', 'api'].flatMap(name => [`${name}.pagerduty.com`, `${name}.eu.pagerduty.com`]);

/** A key pair for PagerDuty's hosts, PEM; who trusts the certificate takes the emulator for PagerDuty. */
export async function impersonate(): Promise<{ readonly key: string; readonly cert: string }> {
  const altNames = HOSTS.map(value => ({ type: 2 as const, value }));
  const { private: key, cert } = await generate([{ name: 'commonName', value: HOSTS[0] ?? '' }], {
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  return { key, cert };
}

/** A proxy that tunnels to ports of the loopback, whatever it is asked for. */
export interface Proxy {
  readonly url: string;
  /** The hosts that it was asked for, in order. */
  readonly hosts: readonly string[];
  close(): Promise<void>;
}

/** Starts it; `target` is the URL that every tunnel ends at, or gives it for a `host:port`. */
export async function startProxy(target: string | ((authority: string) => string)): Promise<Proxy> {
  const hosts: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer();
  server.on('connect', (request, client: Socket) => {
    hosts.push(request.url ?? '');
    const end = typeof target === 'string' ? target : target(request.url ?? '');
    const upstream = connect(Number(new URL(end).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    sockets.push(client, upstream);
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    hosts,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
