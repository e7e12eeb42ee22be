import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const HOST = '127.0.0.1';
// Debian keeps servers where the PATH of an ordinary user does not look.
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };

/** A database server as a child of this process, in a temporary folder, on a port of its own. */
export type Daemon = {
  folder: string;
  port: number;
  /** Runs a program as the server's user and waits for it. @throws when it fails. */
  runs(program: string, args: string[]): void;
  /** Starts the server; `pidFile` is the file that it removes when it is down. */
  starts(program: string, args: string[], pidFile: string): void;
  /** Tries until `attempt` succeeds, ten seconds at most. @throws when the server ended or did not answer in time. */
  answers<T>(attempt: () => Promise<T>): Promise<T>;
  /** Asks the server to end, waits for that, and removes the folder. */
  stop(): Promise<void>;
};

/** Prepares a folder and a port; `user` is who the server runs as when we are root, since database servers refuse root. */
export async function prepareDaemon(name: string, user: string): Promise<Daemon> {
  const folder = mkdtempSync(join(tmpdir(), `e2e-${name}-`));
  const identity = unprivileged(user);
  if (identity.uid !== undefined && identity.gid !== undefined) chownSync(folder, identity.uid, identity.gid);
  const port = await freePort();
  const removed = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  let child: ChildProcess | undefined;
  let failure: Error | undefined;
  let leave = removed;
  return {
    folder,
    port,
    runs: (program, args) => void execFileSync(program, args, { ...identity, cwd: folder, env, stdio: 'pipe' }),
    starts(program, args, pidFile) {
      const started = spawn(program, args, { ...identity, cwd: folder, env, stdio: 'ignore' });
      child = started;
      started.once('error', error => {
        failure = error;
      });
      leave = () => {
        started.kill('SIGQUIT');
        // On the way out nothing can be awaited; the server writes to the folder until it has removed this file.
        for (let tries = 0; tries < 100 && existsSync(pidFile); tries++) sleep(50);
        removed();
      };
      process.once('exit', leave);
    },
    async answers(attempt) {
      for (let tries = 0; ; tries++) {
        try {
          return await attempt();
        } catch (error) {
          if (failure !== undefined || tries === 100 || child?.exitCode !== null)
            throw new Error(`${name} did not start on port ${port}`, { cause: failure ?? error });
          await pause(100);
        }
      }
    },
    async stop() {
      process.removeListener('exit', leave);
      const gone = new Promise(resolve => child?.once('close', resolve));
      // PostgreSQL waits for its sessions, and a story that failed may have left one open.
      const late = setTimeout(() => child?.kill('SIGQUIT'), 10_000);
      if (child?.exitCode === null && child.kill('SIGTERM')) await gone;
      clearTimeout(late);
      removed();
    },
  };
}

function unprivileged(user: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
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
