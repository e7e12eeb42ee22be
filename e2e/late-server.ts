import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { freePort } from './daemon.ts';
import { address, type Database } from './database.ts';

/** A database whose server does not answer yet, and does from the moment on that a step asks for it. */
export type LateServer = {
  /** The database, at an address that refuses connections until then. */
  database: Database;
  /** The line of bash that starts the server and waits until it answers, ten seconds at most. */
  starts: string;
  close(): void;
};

/** Makes an address for `database` that nobody serves yet; `folder` is where the step that starts it runs. */
export async function startLateServer(database: Database, folder: string): Promise<LateServer> {
  const port = await freePort();
  const [asked, opened] = [join(folder, 'server-asked'), join(folder, 'server-started')];
  const sockets = new Set<Socket>();
  const server = createServer(incoming => {
    const outgoing = connect(database.port, database.host);
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    incoming.on('close', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy());
    incoming.pipe(outgoing).pipe(incoming);
  });
  const watch = setInterval(() => {
    if (!existsSync(asked)) return;
    clearInterval(watch);
    server.listen(port, database.host, () => writeFileSync(opened, ''));
  }, 50).unref();
  const own = { ...database, port };
  return {
    database: { ...own, url: address(database.dialect, own) },
    starts: 'touch server-asked; for n in $(seq 100); do [ -e server-started ] && break; sleep 0.1; done',
    close() {
      clearInterval(watch);
      server.close();
      for (const socket of sockets) socket.destroy();
      for (const path of [asked, opened]) rmSync(path, { force: true });
    },
  };
}
