import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { systemVariables } from './runner.ts';

const TOOL = 'node-pg-migrate';
const require = createRequire(import.meta.url);

/** A project with a PostgreSQL of its own, which really is one: compiled to WebAssembly, behind a socket. */
export interface Shop {
  /** E.g. `PostgreSQL 18.6`. */
  readonly version: string;
  /** E.g. `node-pg-migrate 9.0.0`. */
  readonly tool: string;
  /** Connection string, password included. */
  readonly url: string;
  readonly password: string;
  readonly folder: string;
  /** Writes a migration, or mends it. */
  write(name: string, sql: string): void;
  /** `node-pg-migrate up`, its output kept in `log` below the folder. Gives the exit code. */
  migrate(log: string): Promise<number>;
  /** Whether a table exists. */
  hasTable(name: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens the shop in `folder`. */
export async function openShop(folder: string): Promise<Shop> {
  mkdirSync(join(folder, 'migrations'), { recursive: true });
  const db = await PGlite.create();
  const socket = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 });
  await socket.start();
  const port = socket.getServerConn().split(':').at(-1);
  const password = 'correct-horse-battery';
  const url = `postgres://deploy:${password}@127.0.0.1:${port}/shop`;
  const { rows } = await db.query<{ version: string }>("SELECT split_part(version(), ' (', 1) AS version");
  const manifest = join(packageFolder(TOOL), 'package.json');
  const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return {
    version: rows[0]?.version ?? '',
    tool: `${TOOL} ${version}`,
    url,
    password,
    folder,
    write: (name, sql) => writeFileSync(join(folder, 'migrations', `${name}.sql`), `-- Up Migration\n${sql}\n`),
    migrate: log => runTool(join(dirname(manifest), bin[TOOL]), { folder, url, log }),
    hasTable: async name => {
      const found = await db.query('SELECT 1 FROM information_schema.tables WHERE table_name = $1', [name]);
      return found.rows.length > 0;
    },
    close: async () => {
      await socket.stop();
      await db.close();
    },
  };
}

async function runTool(script: string, { folder, url, log }: { folder: string; url: string; log: string }) {
  // Both streams into one file, as `2>&1 | tee` does in a workflow.
  const output = openSync(join(folder, log), 'w');
  const child = spawn(process.execPath, [script, 'up'], {
    cwd: folder,
    env: { ...systemVariables(), DATABASE_URL: url },
    stdio: ['ignore', output, output],
  });
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve(code ?? -1));
    });
  } finally {
    closeSync(output);
  }
}

function packageFolder(name: string): string {
  const entry = require.resolve(name).replaceAll('\\', '/');
  return entry.slice(0, entry.lastIndexOf(`/${name}/`) + name.length + 1);
}
