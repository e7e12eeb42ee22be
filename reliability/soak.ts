// Migrations fail, fail again and are mended, with any inputs and by any way of use, while the network misbehaves in any
// mixture; for as long as you like. npm run soak [-- --write]; SOAK_MINUTES (10) and SOAK_SEED to play the same again.
import fc from 'fast-check';
import { inPool } from './bench.ts';
import { conclude, describeMachine, record, table } from './figures.ts';
import { anyJobs, playJobs } from './job-story.ts';
import { anyStory, ENDS, type Ending, playStory } from './story.ts';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 10);
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000_000);
/** Stories at a time: they wait more than they work. */
const WIDTH = 6;
const BATCH = 60;

const until = performance.now() + MINUTES * 60_000;
const endings: Ending[] = [];
const faults: string[] = [];
let failed = 0;
let jobStories = 0;
for (let seed = SEED; performance.now() < until; seed += 1) {
  const stories = fc.sample(anyStory, { numRuns: BATCH, seed });
  const played = await inPool(
    WIDTH,
    stories.map((story, index) => async () => {
      if (performance.now() >= until) return undefined;
      return { story, index, ending: await playStory(story) };
    }),
  );
  const jobs = await inPool(
    WIDTH,
    fc.sample(anyJobs, { numRuns: BATCH / 2, seed }).map((story, index) => async () => {
      if (performance.now() >= until) return undefined;
      return { story, index, found: await playJobs(story) };
    }),
  );
  for (const each of jobs) {
    if (each === undefined) continue;
    jobStories += 1;
    if (each.found.length === 0) continue;
    failed += 1;
    faults.push(`seed ${seed}, jobs ${each.index}: ${each.found.join('; ')}\n${JSON.stringify(each.story)}`);
  }
  for (const each of played) {
    if (each === undefined) continue;
    endings.push(each.ending);
    if (each.ending.faults.length === 0) continue;
    failed += 1;
    faults.push(`seed ${seed}, story ${each.index}: ${each.ending.faults.join('; ')}\n${JSON.stringify(each.story)}`);
  }
}

const ends = endings.flatMap(each => each.ends);
const figures: readonly (readonly [what: string, figure: number])[] = [
  ['minutes', MINUTES],
  ['stories of one to three runs', endings.length],
  ['runs', ends.length],
  ['jobs of several steps, databases and legs, one after the other', jobStories],
  ['requests', endings.reduce((sum, { requests }) => sum + requests, 0)],
  ...ENDS.map(
    end =>
      [`events delivered ${end}`.replace('delivered not', 'not'), ends.filter(each => each === end).length] as const,
  ),
  ['events lost', faults.filter(fault => fault.includes('LOST')).length],
  ['stories in which anything else was wrong', failed],
];
const rows = figures.map(([what, figure]) => [what, String(figure)]);
for (const [what, figure] of rows) console.log(`${what}: ${figure}`);
console.log(`seed: ${SEED}`);
record('soak', [...table(['', ''], rows), '', `Measured on ${describeMachine()}, with the seed ${SEED}.`]);
conclude(endings.length, faults, failed);
