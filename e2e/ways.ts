import type { Server } from './database.ts';
import { fromPypi } from './installers.ts';
import { Missing } from './missing.ts';
import { startPostgres } from './postgres.ts';
import { installAct } from './ways/act.ts';
import { OUTSIDE_ENDINGS } from './ways/endings.ts';
import { EXAMPLES, type Story } from './ways/examples.ts';
import { type Kit, openPlace } from './ways/place.ts';
import { RUNNER_ENDINGS } from './ways/signals.ts';

// Every example is run by a real workflow engine, nektos/act, against the emulator and a real PostgreSQL; and migrations are ended from outside.
// Usage: node e2e/ways.ts; E2E_ONLY=wrapper,listener for the stories whose names begin so.

const STORIES: Record<string, Story> = { ...EXAMPLES, ...RUNNER_ENDINGS, ...OUTSIDE_ENDINGS };
/** Stories at a time: they wait more than they work. */
const AT_A_TIME = 3;

export type Count = { passed: number; failed: number; skipped: number };

/** Plays the stories of the ways and prints a line for each. */
export async function playWays(only: readonly string[] = []): Promise<Count> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const kit = await openKit().catch((error: unknown) => {
    if (error instanceof Missing) return error.message;
    throw error;
  });
  const chosen = Object.entries(STORIES).filter(
    ([name]) => only.length === 0 || only.some(start => name.startsWith(start)),
  );
  if (typeof kit === 'string') {
    console.log(`skip   ways: ${kit}`);
    return { ...count, skipped: chosen.length };
  }
  try {
    // The story that waits longest begins first.
    const left = chosen.reverse();
    const play = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        count[(await playStory(next[0], next[1], kit)) ? 'passed' : 'failed'] += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, play));
  } finally {
    await kit.server.close();
  }
  return count;
}

async function openKit(): Promise<Kit> {
  const [act, confiture] = [await installAct(), await fromPypi('fraiseql-confiture==1.29.0')];
  const server = await startPostgres();
  // It makes one database at a time.
  let making: Promise<unknown> = Promise.resolve();
  const create: Server['create'] = name => {
    const made = making.then(() => server.create(name));
    making = made;
    return made;
  };
  return { act, confiture, server: { ...server, create } };
}

async function playStory(name: string, story: Story, kit: Kit): Promise<boolean> {
  const start = performance.now();
  const place = await openPlace(name, kit);
  const row = (result: string) =>
    console.log(
      `${result.padEnd(6)} ${name.padEnd(42)} ${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s`,
    );
  try {
    await story(place);
    row('ok');
    return true;
  } catch (error) {
    row('FAILED');
    console.log(`  ${error instanceof Error ? error.message : error}`.replaceAll('\n', '\n  '));
    console.log(place.printedLast().replaceAll(/^/gm, '  | '));
    return false;
  } finally {
    await place.close();
  }
}

if (import.meta.main) {
  const { passed, failed, skipped } = await playWays(process.env.E2E_ONLY?.split(',').map(name => name.trim()));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
