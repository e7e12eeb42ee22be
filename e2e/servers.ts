import type { Server } from './database.ts';
import { startMariadb } from './mariadb.ts';
import { startPglite } from './pglite.ts';
import { startPostgres } from './postgres.ts';
import { startSqlite } from './sqlite.ts';

const STARTS = { postgres: startPostgres, pglite: startPglite, mariadb: startMariadb, sqlite: startSqlite };

/** The servers that a tool can ask for. */
export type ServerName = keyof typeof STARTS;

/** Starts each server when the first tool needs it, once, and closes those that were started. */
export class Servers {
  readonly #started = new Map<ServerName, Promise<Server>>();

  /** @throws Missing when this machine cannot have the server. */
  get(name: ServerName): Promise<Server> {
    const server = this.#started.get(name) ?? STARTS[name]();
    this.#started.set(name, server);
    return server;
  }

  async close(): Promise<void> {
    for (const started of await Promise.allSettled(this.#started.values())) {
      if (started.status === 'fulfilled') await started.value.close();
    }
  }
}
