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

/** A test for each scenario: it is played, must hold what always holds, and must give the golden transcript of its name. Scenarios that wait rather than work are played side by side. */
export function testScenarios(
  group: string,
  scenarios: Readonly<Record<string, Scenario>>,
  { waiting = false }: { readonly waiting?: boolean } = {},
): void {
  const names = Object.keys(scenarios);
  const each = waiting ? test.concurrent.each : test.each;
  each(Object.entries(scenarios))(
    '%s',
    async (name, { scenes, expected, breaches: wanted = [], withoutOutputs = false }) => {
      const transcript = await play(scenes);
      if (!withoutOutputs) expectOutputs(transcript);
      expectSound(transcript);
      expect(breaches(transcript)).toEqual(wanted);
      expectGolden(group, name, transcript);
      expected?.(transcript);
    },
  );
  test(`every golden transcript of ${group} has its scenario`, () => {
    expect(orphans(group, names)).toEqual([]);
  });
}
