import { expect, test } from '@jest/globals';
import { play, type Scene, type Transcript } from './bundle.ts';
import { expectGolden, orphans } from './golden.ts';
import { breaches, expectOutputs, expectSound } from './sound.ts';

/** A scenario by its scenes, and what of it is worth more than the golden transcript. */
export interface Scenario {
  readonly scenes: readonly Scene[];
  readonly expected?: (transcript: Transcript) => void;
  /** Breaches of our schema that the scenario is about. */
  readonly breaches?: readonly string[];
  /** The runner takes no outputs. */
  readonly withoutOutputs?: boolean;
}

/** A stage that asks GitHub and PagerDuty takes a fraction of it; GitHub is asked for two seconds at most, and then the page goes out without. */
const STARVED_MS = 2_000;
const TRIES = 3;

/** A test for each scenario: it is played, must hold what always holds, and must give the golden transcript of its name. Scenarios that wait rather than work are played side by side. One that differs is played again where a machine was too busy to keep to the times that the action gives to GitHub. */
export function testScenarios(
  group: string,
  scenarios: Readonly<Record<string, Scenario>>,
  { waiting = false }: { readonly waiting?: boolean } = {},
): void {
  const names = Object.keys(scenarios);
  const each = waiting ? test.concurrent.each : test.each;
  each(Object.entries(scenarios))(
    '%s',
    async (name, scenario) => {
      for (let tries = 1; ; tries += 1) {
        const transcript = await play(scenario.scenes);
        try {
          expectAsTold(group, name, scenario, transcript);
          return;
        } catch (failure) {
          if (tries === TRIES || !isStarved(transcript)) throw failure;
        }
      }
    },
    60_000,
  );
  test(`every golden transcript of ${group} has its scenario`, () => {
    expect(orphans(group, names)).toEqual([]);
  });
}

function expectAsTold(group: string, name: string, scenario: Scenario, transcript: Transcript): void {
  if (scenario.withoutOutputs !== true) expectOutputs(transcript);
  expectSound(transcript);
  expect(breaches(transcript)).toEqual(scenario.breaches ?? []);
  expectGolden(group, name, transcript);
  scenario.expected?.(transcript);
}

function isStarved({ acts }: Transcript): boolean {
  return acts.some(({ durationMs }) => durationMs > STARVED_MS);
}
