import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { address, PASSWORD, type Server } from './database.ts';

/**
 * PostgreSQL compiled to WebAssembly, in this process, behind a socket: a database for people who have no server at hand. It serves one
 * connection at a time, so nothing can hold a lock against a migration, and it asks for no password.
 */
export async function startPglite(): Promise<Server> {
  const served: { db: PGlite; socket: PGLiteSocketServer }[] = [];
  return {
    version: '',
    create: async () => {
      const db = await PGlite.create();
      const socket = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0 });
      await socket.start();
      served.push({ db, socket });
      const port = Number(socket.getServerConn().split(':').at(-1));
      return {
        dialect: 'postgres',
        url: address('postgres', { host: '127.0.0.1', port, name: 'postgres', user: 'postgres' }),
        host: '127.0.0.1',
        port,
        user: 'postgres',
        password: PASSWORD,
        name: 'postgres',
        rows: async sql => (await db.query<Record<string, unknown>>(sql)).rows,
      };
    },
    close: async () => {
      for (const { db, socket } of served) {
        await socket.stop();
        await db.close();
      }
    },
  };
}
