import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from './database.ts';
import { Missing } from './missing.ts';
import { Servers } from './servers.ts';
import { endRunning } from './shell.ts';
import { stageIn } from './stage.ts';
import { type Run, STORIES } from './stories.ts';
import type { Installed, Tool } from './tool.ts';
import { TOOLS } from './tools.ts';

/** A tool that is installed and has a server to work on. `tell` runs its stories, one after the other: all, or those that the tool needs. */
export type OnTheBench = {
  tool: Tool;
  installed: Installed;
  folder: string;
  tell: (length: 'all' | 'brief') => AsyncGenerator<Run & { story: string }>;
};

export type Skipped = { name: string; reason: string };

/** Tools at a time: one is being installed, waits for a lock or for its virtual machine while another one works. */
const AT_A_TIME = 2;

/**
 * Puts the tools on the bench, a few at a time, each with its databases, and takes everything down at the end, whatever happens.
 * `E2E_ONLY` (names, comma-separated) leaves out the others. Gives the tools that could not be had, each with the reason.
 */
export async function bench(work: (on: OnTheBench) => Promise<void>): Promise<Skipped[]> {
  const root = mkdtempSync(join(tmpdir(), 'e2e-projects-'));
  const takeDown = () => {
    endRunning();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', takeDown);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const servers = new Servers();
  const skipped: Skipped[] = [];
  // Package managers want to be alone.
  let installing: Promise<unknown> = Promise.resolve();
  const prepare = (tool: Tool) => {
    const prepared = installing.then(async () => ({
      server: await servers.get(tool.server ?? 'postgres'),
      installed: await tool.install(),
    }));
    installing = prepared.catch(() => {});
    return prepared;
  };
  const left = chosen(process.env.E2E_ONLY);
  const workOff = async () => {
    for (let tool = left.shift(); tool !== undefined; tool = left.shift()) {
      try {
        const { server, installed } = await prepare(tool);
        await work(onTheBench(tool, installed, server, join(root, tool.name)));
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        skipped.push({ name: tool.name, reason: error.message });
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, workOff));
  } finally {
    await servers.close();
    process.removeListener('exit', takeDown);
    takeDown();
  }
  return skipped;
}

function onTheBench(tool: Tool, installed: Installed, server: Server, folder: string): OnTheBench {
  async function* tell(length: 'all' | 'brief'): AsyncGenerator<Run & { story: string }> {
    for (const [story, play] of Object.entries(STORIES)) {
      if (length === 'brief' && tool.stories?.includes(story) === false) continue;
      const database = await server.create(`${tool.name}_${story}`.replace(/\W/g, '_'));
      const stage = stageIn(join(folder, story), tool, installed, database);
      for (const run of await play(stage)) yield { ...run, story };
    }
  }
  return { tool, installed, folder, tell };
}

function chosen(only: string | undefined): Tool[] {
  if (!only) return [...TOOLS];
  const names = only.split(',').map(name => name.trim());
  const unknown = names.filter(name => !TOOLS.some(tool => tool.name === name));
  if (unknown.length > 0) throw new Error(`E2E_ONLY names ${unknown}; there are ${TOOLS.map(tool => tool.name)}`);
  return TOOLS.filter(tool => names.includes(tool.name));
}
