import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { address } from '../../e2e/database.ts';
import { startLateServer } from '../../e2e/late-server.ts';

const host = '127.0.0.1';

test('a late server refuses until a step starts it, and answers from then on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'late-server-'));
  const server = createServer(socket => socket.end('hello')).listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const place = { host, port, name: 'shop' };
  const login = { user: 'migrator', password: '' };
  const late = await startLateServer(
    { dialect: 'postgres', ...place, ...login, url: address('postgres', place), rows: async () => [] },
    folder,
  );
  expect(late.database.url).toBe(address('postgres', { ...place, port: late.database.port }));
  expect(await greet(late.database.port)).toBe('ECONNREFUSED');
  await promisify(execFile)('bash', ['-c', late.starts], { cwd: folder });
  expect(await greet(late.database.port)).toBe('hello');
  late.close();
  expect(await greet(late.database.port)).toBe('ECONNREFUSED');
  server.close();
  rmSync(folder, { recursive: true });
});

function greet(port: number): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, host);
    socket.on('data', data => resolve(String(data)));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
}
