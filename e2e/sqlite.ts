import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { address, type Server } from './database.ts';

/** SQLite databases, each a file in a temporary folder. The test asks through the SQLite that is built into Node. */
export async function startSqlite(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-sqlite-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    version: '',
    create: async database => {
      const name = join(folder, database, 'shop.sqlite');
      mkdirSync(join(folder, database));
      const open = () => new DatabaseSync(name, { timeout: 5000 });
      return {
        dialect: 'sqlite',
        url: address('sqlite', { host: '', port: 0, name }),
        ...{ host: '', port: 0, user: '', password: '', name },
        rows: async sql => {
          const session = open();
          try {
            return session.prepare(sql).all();
          } finally {
            session.close();
          }
        },
        hold: async sql => {
          const session = open();
          session.exec(`BEGIN IMMEDIATE; ${sql}`);
          return async () => session.close();
        },
      };
    },
    close: async () => {
      process.removeListener('exit', remove);
      remove();
    },
  };
}
