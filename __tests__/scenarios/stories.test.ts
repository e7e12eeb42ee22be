import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inPool } from '../../reliability/bench.ts';
import { anyJobs, playJobs } from '../../reliability/job-story.ts';
import { anyStory, playStory } from '../../reliability/story.ts';
import { propertyRuns } from '../property-runs.ts';

// For longer: npm run soak.
test('jobs of several steps, databases and legs, of pushes and pull requests: each incident is as what is known has it', async () => {
  const stories = fc.sample(anyJobs, { numRuns: propertyRuns(5), seed: 4711 });
  const found = await inPool(
    6,
    stories.map(story => async () => playJobs(story)),
  );
  expect(found.flat()).toEqual([]);
}, 120_000);

// For longer: npm run soak.
test('migrations that fail and are mended, with any inputs, in any bad weather: nothing is lost', async () => {
  const stories = fc.sample(anyStory, { numRuns: propertyRuns(12), seed: 4711 });
  const played = await inPool(
    6,
    stories.map(story => async () => ({ story, ...(await playStory(story)) })),
  );
  expect(played.filter(({ faults }) => faults.length > 0)).toEqual([]);
  // A sample in which nothing goes wrong shows nothing.
  expect(new Set(played.flatMap(({ ends }) => ends)).size).toBe(4);
}, 120_000);
