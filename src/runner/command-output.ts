import type { ChildProcessByStdio } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { watchStoppedCommands } from './stop-commands.ts';

/** What a command prints, on its way to the runner and into the file that the page is written from. */
export interface CommandOutput {
  /**
   * Resolves when all of it is written, as slowly as the runner reads. After the command's exit, when this is called,
   * its pipes are read until they end, or until nothing came for a while: what the command left in the background may
   * hold them for ever. `inHaste`: the runner is about to kill this process. Never rejects.
   */
  readonly end: (inHaste: boolean) => Promise<void>;
}

type Printing = ChildProcessByStdio<null, Readable, Readable>;

/** Milliseconds after the command's exit without a byte, and in all, that its pipes are read. */
const QUIET_MS = 5_000;
/** The same where the runner has cancelled: 2.5 seconds after its last signal it kills. */
const HASTY_QUIET_MS = 500;
const LONGEST_MS = 60_000;
const TICK_MS = 50;

/** Streams what `child` prints to `stdout` and `stderr`, and a copy to the file: never faster than these take it. */
export function streamOutput(child: Printing, logPath: string, { stdout, stderr }: Targets): CommandOutput {
  const log = createWriteStream(logPath);
  // A full disk must not end the migration, nor a closed pipe.
  for (const stream of [log, stdout, stderr]) stream.on('error', ignore);
  const stopped = watchStoppedCommands();
  const pumps = [
    createPump(child.stdout, { to: stdout, log, watch: stopped.reader() }),
    createPump(child.stderr, { to: stderr, log, watch: stopped.reader() }),
  ];
  const pumped = Promise.all(pumps.map(pump => pump.done));
  return {
    async end(inHaste) {
      await Promise.race([pumped, untilQuiet(pumps, inHaste ? HASTY_QUIET_MS : QUIET_MS)]);
      child.stdout.destroy();
      child.stderr.destroy();
      await pumped;
      await Promise.all(pumps.map(pump => pump.closeLine()));
      // What the action says from here on is to be read as commands.
      if (stopped.token() !== '') await write(stdout, `::${stopped.token()}::\n`);
      log.end();
      await finished(log).catch(ignore);
    },
  };
}

/** Where a command's output goes. */
export interface Targets {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

interface Pump {
  readonly done: Promise<void>;
  /** Milliseconds since it last had something to do; 0 while it waits for those who read what it writes. */
  readonly idleMs: () => number;
  /** Ends the line that the command left open: the runner reads commands at the start of a line only. */
  readonly closeLine: () => Promise<void>;
}

/** Where a stream goes, and who looks on. */
interface PumpTargets {
  readonly to: Writable;
  readonly log: Writable;
  readonly watch: (chunk: Buffer) => void;
}

function createPump(from: Readable, { to, log, watch }: PumpTargets): Pump {
  let idleSince: number | undefined = performance.now();
  let isOpen = false;
  const pump = async (): Promise<void> => {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      idleSince = undefined;
      isOpen = chunk.at(-1) !== 0x0a;
      watch(chunk);
      await Promise.all([write(to, chunk), write(log, chunk)]);
      idleSince = performance.now();
    }
  };
  return {
    // A pipe that breaks or is given up has no more to say.
    done: pump().catch(ignore),
    idleMs: () => (idleSince === undefined ? 0 : performance.now() - idleSince),
    closeLine: async () => {
      if (!isOpen) return;
      watch(Buffer.from('\n'));
      await write(to, '\n');
    },
  };
}

/** Resolves when `chunk` has been taken, or can't be any more. */
function write(to: Writable, chunk: Buffer | string): Promise<void> {
  return new Promise(resolve => {
    if (to.destroyed) resolve();
    else to.write(chunk, () => resolve());
  });
}

// The time in which the runner does not read is not the command's.
function untilQuiet(pumps: readonly Pump[], quietMs: number): Promise<void> {
  let leftMs = LONGEST_MS;
  const endedAt = performance.now();
  return new Promise(resolve => {
    const timer = setInterval(() => {
      const idleMs = Math.min(performance.now() - endedAt, ...pumps.map(pump => pump.idleMs()));
      if (idleMs > 0) leftMs -= TICK_MS;
      if (idleMs < quietMs && leftMs > 0) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
    void Promise.all(pumps.map(pump => pump.done)).then(() => clearInterval(timer));
  });
}

function ignore(): void {}
