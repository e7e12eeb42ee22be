import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { address, type Database, PASSWORD, type Server, USER } from './database.ts';
import { debian } from './debian.ts';
import { Missing } from './missing.ts';

const HOST = '127.0.0.1';
const OWNER = 'postgres';
const FOUND = 'ls /usr/lib/postgresql/*/bin/initdb';

/**
 * A real PostgreSQL server in a temporary folder on a port of its own: installed when it is not there, run as an unprivileged user when we
 * are root (it refuses root), reached over TCP with a password only. `close` stops it and removes the folder.
 * @throws Missing when there is no PostgreSQL and none can be installed.
 */
export async function startPostgres(): Promise<Server> {
  await debian(FOUND, ['postgresql']);
  const bin = newestBin();
  const folder = mkdtempSync(join(tmpdir(), 'e2e-postgres-'));
  const identity = unprivileged(folder);
  const port = await freePort();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  chmodSync(passwordFile, 0o644);
  const initdb = [
    '-D',
    data,
    '-U',
    OWNER,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ];
  execFileSync(join(bin, 'initdb'), initdb, { ...identity, cwd: folder, stdio: 'pipe' });
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'log_min_messages=fatal'];
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', `${port}`, ...settings.flatMap(setting => ['-c', setting])],
    { ...identity, cwd: folder, stdio: 'ignore' },
  );
  const stop = () => {
    child.kill('SIGQUIT');
    // On the way out nothing can be awaited; the server removes this file when it is down, and writes to the folder until then.
    for (let tries = 0; tries < 100 && existsSync(join(data, 'postmaster.pid')); tries++) sleep(50);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  const admin = await connected(port, child);
  await admin.query(`CREATE ROLE ${USER} LOGIN PASSWORD '${PASSWORD}'`);
  const version = (await admin.query<{ server_version: string }>('SHOW server_version')).rows[0]?.server_version ?? '';
  return {
    version: version.split(' ')[0] ?? version,
    create: name => createDatabase(admin, port, name),
    close: async () => {
      await admin.end();
      const gone = new Promise(resolve => child.once('close', resolve));
      if (child.exitCode === null && child.kill('SIGINT')) await gone;
      process.removeListener('exit', stop);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function createDatabase(admin: pg.Client, port: number, name: string): Promise<Database> {
  const rows = async (sql: string) => {
    const client = await open(port, name);
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 OWNER ${USER}`);
  // A table outside the migrated schema, for sessions that hold a lock which a migration then waits for.
  await rows(`CREATE SCHEMA held; CREATE TABLE held.ledger (id integer);
    ALTER SCHEMA held OWNER TO ${USER}; ALTER TABLE held.ledger OWNER TO ${USER}`);
  const hold = async (sql: string) => {
    const holder = await open(port, name);
    await holder.query('BEGIN');
    await holder.query(sql);
    return () => holder.end();
  };
  return { url: address(HOST, port, name), host: HOST, port, user: USER, password: PASSWORD, name, rows, hold };
}

/** Connects as the server's owner; an end of the server while a client is open is not an error of ours. */
async function open(port: number, database: string): Promise<pg.Client> {
  const client = new pg.Client({ host: HOST, port, user: OWNER, password: PASSWORD, database });
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function connected(port: number, child: ChildProcess): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    try {
      return await open(port, 'postgres');
    } catch (error) {
      if (tries === 100 || child.exitCode !== null)
        throw new Error(`PostgreSQL did not start on port ${port}`, { cause: error });
      await pause(100);
    }
  }
}

function newestBin(): string {
  const root = '/usr/lib/postgresql';
  const majors = readdirSync(root).filter(major => existsSync(join(root, major, 'bin', 'initdb')));
  const newest = majors.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Missing(`no PostgreSQL server under ${root}`);
  return join(root, newest, 'bin');
}

/** The user that the server runs as: ourselves, or `postgres` when we are root; the folder becomes that user's. */
function unprivileged(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const identity = { uid: id('-u'), gid: id('-g') };
  chownSync(folder, identity.uid, identity.gid);
  return identity;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, HOST, () => {
      const bound = server.address();
      server.close(() =>
        bound && typeof bound === 'object' ? resolve(bound.port) : reject(new Error('no free port')),
      );
    });
  });
}
