import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

// It listens, and never takes a connection: the kernel takes as many as fit into the queue, and drops what comes then.
const LISTEN = `require('node:net').createServer().listen({ host: process.argv[1], port: Number(process.argv[2]), backlog: 1 }, () => {
  require('node:fs').writeSync(1, 'listens');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
})`;

/** Makes an address and port of this machine answer nothing at all to whoever connects, as behind a firewall. Linux. Rejects where that fails. */
export async function swallowConnections(address: string, port: number): Promise<{ close(): Promise<void> }> {
  const child = spawn(process.execPath, ['-e', LISTEN, address, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const sockets = Array.from({ length: 8 }, () => connect(port, address).on('error', () => undefined));
  await wait(100);
  if (!sockets.some(socket => socket.connecting)) throw new Error(`${address} still takes connections`);
  return {
    async close() {
      for (const socket of sockets) socket.destroy();
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}
