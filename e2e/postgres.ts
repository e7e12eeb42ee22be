import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { prepareDaemon } from './daemon.ts';
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
  const daemon = await prepareDaemon('postgres', OWNER);
  const { folder, port } = daemon;
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  chmodSync(passwordFile, 0o644);
  const access = ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  daemon.runs(join(bin, 'initdb'), ['-D', data, '-U', OWNER, ...access, '-E', 'UTF8', '--locale=C', '-N']);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'log_min_messages=fatal'];
  const options = ['-D', data, '-p', `${port}`, ...settings.flatMap(setting => ['-c', setting])];
  daemon.starts(join(bin, 'postgres'), options, join(data, 'postmaster.pid'));
  const admin = await daemon.answers(() => open(port, 'postgres'));
  await admin.query(`CREATE ROLE ${USER} LOGIN PASSWORD '${PASSWORD}'`);
  const version = (await admin.query<{ server_version: string }>('SHOW server_version')).rows[0]?.server_version ?? '';
  return {
    version: version.split(' ')[0] ?? version,
    create: name => createDatabase(admin, port, name),
    close: async () => {
      await admin.end();
      await daemon.stop();
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
  const url = address('postgres', { host: HOST, port, name });
  return { dialect: 'postgres', url, host: HOST, port, user: USER, password: PASSWORD, name, rows, hold };
}

/** Connects as the server's owner; an end of the server while a client is open is not an error of ours. */
async function open(port: number, database: string): Promise<pg.Client> {
  const client = new pg.Client({ host: HOST, port, user: OWNER, password: PASSWORD, database });
  client.on('error', () => {});
  await client.connect();
  return client;
}

function newestBin(): string {
  const root = '/usr/lib/postgresql';
  const majors = readdirSync(root).filter(major => existsSync(join(root, major, 'bin', 'initdb')));
  const newest = majors.sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Missing(`no PostgreSQL server under ${root}`);
  return join(root, newest, 'bin');
}
