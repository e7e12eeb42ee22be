import type { Server } from './database.ts';
import { fromPypi } from './installers.ts';
import { Missing } from './missing.ts';
import { startPostgres } from './postgres.ts';
import { installAct } from './ways/act.ts';
import { OUTSIDE_ENDINGS } from './ways/endings.ts';
import { EXAMPLES } from './ways/examples.ts';
import { LINTERS, lint } from './ways/linters.ts';
import { type Kit, openPlace, type Story } from './ways/place.ts';
import { RUNNER_ENDINGS } from './ways/signals.ts';

// Every example is run by a real workflow engine, nektos/act, against the emulator and a real PostgreSQL; and migrations are ended from outside.
// Usage: node e2e/ways.ts; E2E_ONLY=wrapper,listener for the stories whose names begin so.

const STORIES: Record<string, Story> = { ...EXAMPLES, ...RUNNER_ENDINGS, ...OUTSIDE_ENDINGS };
/** Stories at a time: they wait more than they work. */
const AT_A_TIME = 3;

export type Count = { passed: number; failed: number; skipped: number };

/** Plays the stories of the ways, lets others' checkers read examples and documents, and prints a line for each. */
export async function playWays(only: readonly string[] = []): Promise<Count> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  const isChosen = ([name]: readonly [string, unknown]) =>
    only.length === 0 || only.some(start => name.startsWith(start));
  for (const [name, linter] of Object.entries(LINTERS).filter(isChosen)) {
    const found = await lint(linter).catch(excuse);
    if (found instanceof Missing) row('skip', name, found.message);
    else row(found === '' ? 'ok' : 'FAILED', name, found);
    count[found instanceof Missing ? 'skipped' : found === '' ? 'passed' : 'failed'] += 1;
  }
  const chosen = Object.entries(STORIES).filter(isChosen);
  const kit = chosen.length === 0 ? undefined : await openKit().catch(excuse);
  if (kit instanceof Missing) {
    row('skip', 'ways', kit.message);
    count.skipped += chosen.length;
  } else if (kit !== undefined) {
    await playStories(chosen, kit, count).finally(() => kit.server.close());
  }
  return count;
}

async function playStories(chosen: [string, Story][], kit: Kit, count: Count): Promise<void> {
  // The story that waits longest begins first.
  const left = chosen.reverse();
  const play = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      count[(await playStory(next[0], next[1], kit)) ? 'passed' : 'failed'] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, play));
}

function excuse(error: unknown): Missing {
  if (error instanceof Missing) return error;
  throw error;
}

function row(result: string, name: string, rest: string): void {
  console.log(`${result.padEnd(7)} ${name.padEnd(44)} ${rest}`);
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
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s`;
  try {
    await story(place);
    row('ok', name, seconds());
    return true;
  } catch (error) {
    row('FAILED', name, seconds());
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
