import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { prepareDaemon } from './daemon.ts';
import { address, type Database, PASSWORD, type Server, USER } from './database.ts';
import { debian } from './debian.ts';

const HOST = '127.0.0.1';
const SERVER =
  'export PATH="$PATH:/usr/sbin"; command -v mariadbd && command -v mariadb-install-db && command -v mariadb';

/**
 * A real MariaDB server in a temporary folder on a port of its own: installed when it is not there (the package that starts no service), run
 * as an unprivileged user when we are root, reached by tools over TCP with a password only. `close` stops it and removes the folder.
 * @throws Missing when there is no MariaDB and none can be installed.
 */
export async function startMariadb(): Promise<Server> {
  await debian(SERVER, ['mariadb-server-core', 'mariadb-client']);
  const daemon = await prepareDaemon('mariadb', 'nobody');
  const { folder, port } = daemon;
  const [data, socket, pidFile] = [join(folder, 'data'), join(folder, 's.sock'), join(folder, 'mariadbd.pid')];
  daemon.runs('mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ]);
  const place = [`--datadir=${data}`, `--socket=${socket}`, `--pid-file=${pidFile}`, `--tmpdir=${folder}`];
  const quick = ['--innodb-flush-log-at-trx-commit=0', '--innodb-buffer-pool-size=64M', '--skip-log-bin'];
  const network = [`--port=${port}`, `--bind-address=${HOST}`, '--skip-name-resolve'];
  daemon.starts('mariadbd', ['--no-defaults', ...place, ...network, ...quick], pidFile);
  const ask = (sql: string, name?: string) => asked(socket, sql, name);
  const version = (await daemon.answers(() => ask('SELECT VERSION() AS id')))[0]?.id ?? '';
  // A table outside the migrated database, for sessions that hold a lock which a migration then waits for.
  await ask(`CREATE USER ${USER}@'%' IDENTIFIED BY '${PASSWORD}'; GRANT ALL ON *.* TO ${USER}@'%';
    CREATE DATABASE held; CREATE TABLE held.ledger (id integer)`);
  return {
    version: version.split('-')[0] ?? version,
    create: async name => {
      await ask(`CREATE DATABASE ${name}`);
      return { ...reached(port, name), rows: sql => ask(sql, name), hold: sql => held(socket, sql, name) };
    },
    close: () => daemon.stop(),
  };
}

function reached(port: number, name: string): Omit<Database, 'rows' | 'hold'> {
  const url = address('mariadb', { host: HOST, port, name });
  return { dialect: 'mariadb', url, host: HOST, port, user: USER, password: PASSWORD, name };
}

function client(socket: string, name?: string): string[] {
  return [
    '--no-defaults',
    `--socket=${socket}`,
    '--user=root',
    '--batch',
    '--raw',
    '--unbuffered',
    ...(name ? [name] : []),
  ];
}

/** Asks through the client that comes with the server: a line of column names, then a line a row. */
async function asked(socket: string, sql: string, name?: string): Promise<Record<string, string>[]> {
  const { stdout } = await promisify(execFile)('mariadb', [...client(socket, name), '-e', sql]);
  const [header, ...lines] = stdout.split('\n').filter(line => line !== '');
  const columns = header?.split('\t') ?? [];
  return lines.map(line => {
    const values = line.split('\t');
    return Object.fromEntries(columns.map((column, at) => [column, values[at] ?? '']));
  });
}

/** A session of its own, which ends when its input does. */
async function held(socket: string, sql: string, name: string): Promise<() => Promise<void>> {
  const session = spawn('mariadb', client(socket, name), { stdio: ['pipe', 'pipe', 'inherit'] });
  session.stdin.write(`BEGIN; ${sql}; SELECT 'held' AS id;\n`);
  await once(session.stdout, 'data');
  return async () => {
    const ended = once(session, 'close');
    session.stdin.end();
    await ended;
  };
}
