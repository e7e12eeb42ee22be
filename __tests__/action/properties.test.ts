import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readManifest } from '../../demo/runner.ts';
import { refusalsOfAlert } from '../../emulator/event-rules.ts';
import { isObject, type JsonObject } from '../../emulator/http.ts';
import { anyStatus } from '../../reliability/arbitrary.ts';
import { propertyRuns } from '../property-runs.ts';
import { anySetting } from './any-job.ts';
import { type FakeJob, KEY, type Seen, type Setting, startFakeJob, TOKEN, WEBHOOK } from './fake-job.ts';

const OUTPUTS = Object.keys(readManifest().outputs).sort();
const SECRETS = [KEY, TOKEN, WEBHOOK, 'hunter2hunter2'];
const RUNS = propertyRuns(75);
let played = 0;
afterAll(() => {
  if (process.env.PROPERTY_RUNS !== undefined) console.log(`properties: ${played} jobs`);
});

/** Plays a step, main and post, and gives what was seen; the job is closed afterwards. */
async function play<T>(setting: Setting, check: (stages: readonly Seen[], job: FakeJob) => T): Promise<T> {
  const job = startFakeJob();
  played += 1;
  try {
    const main = await job.main(setting);
    const post = await job.post(main, setting);
    return check([main, post], job);
  } finally {
    job.close();
  }
}

/** Properties over any inputs, statuses, networks and files, for each way of use. */
function holds(
  name: string,
  property: (setting: Setting & { readonly inputs: Record<string, string> }) => Promise<void>,
): void {
  test(name, async () => {
    const ways = fc.constantFrom<Record<string, string>>({}, {}, { when: 'job-end' }, { run: 'confiture migrate up' });
    await fc.assert(
      fc.asyncProperty(anySetting, anyStatus, ways, fc.nat(3), async (setting, status, way, exitCode) => {
        const inputs = { ...setting.inputs, status, ...way };
        await property({ ...setting, inputs, ended: { exitCode, interrupted: false, failure: '' } });
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
}

const eventsOf = (stages: readonly Seen[]): JsonObject[] =>
  stages.flatMap(({ requests }) => requests.flatMap(({ body }) => (isObject(body) ? [body] : [])));

holds('no step is red but that of a wrapped command, and no internal error comes to light', async setting => {
  await play(setting, stages => {
    const faults = stages.flatMap(({ annotations }) => annotations.filter(({ text }) => /internal error/i.test(text)));
    const wrapped = setting.inputs.run === undefined ? undefined : setting.ended?.exitCode;
    expect({ faults, codes: stages.map(({ exitCode }) => exitCode) }).toEqual({
      faults: [],
      codes: [wrapped, undefined],
    });
  });
});

holds('with fail-on-error the step is red exactly when there is an error', async setting => {
  await play({ ...setting, inputs: { ...setting.inputs, run: '', 'fail-on-error': 'true' } }, stages => {
    for (const { annotations, exitCode, phase, state } of stages) {
      // The post step's second try never fails a job.
      if (phase === 'post' && !String(stages[0]?.state.progress).includes('registered')) continue;
      const registers = phase === 'main' && String(state.progress).includes('registered');
      const error = annotations.some(({ level }) => level === 'error') && !registers;
      expect(exitCode).toBe(error ? 1 : undefined);
    }
  });
});

holds('every output is set, by every way, and a post step sets none', async setting => {
  await play(setting, ([main, post]) => {
    expect(Object.keys(main?.outputs ?? {}).sort()).toEqual(OUTPUTS);
    expect(post?.outputs).toEqual({});
  });
});

holds('every event is one that PagerDuty takes', async setting => {
  await play(setting, stages => {
    for (const event of eventsOf(stages)) {
      expect(refusalsOfAlert(event)).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(512_000);
    }
  });
});

holds('there is never more than one page', async setting => {
  await play(setting, (stages, job) => {
    expect(job.pagerduty.incidents.length).toBeLessThanOrEqual(1);
    const keys = new Set(eventsOf(stages).map(event => event.dedup_key));
    expect(keys.size).toBeLessThanOrEqual(1);
    for (const { requests } of stages) {
      const answered = requests.findIndex(({ status }) => status === 202);
      expect(answered === -1 ? -1 : requests.length - 1 - answered).toBeLessThanOrEqual(0);
    }
  });
});

holds('what succeeds later closes what failed before: the keys are the same', async setting => {
  const inputs = { ...setting.inputs, 'event-action': 'auto', run: '', 'dry-run': 'false' };
  const keyOf = async (status: string): Promise<string | undefined> =>
    play({ ...setting, inputs: { ...inputs, status } }, stages => stages[0]?.outputs['dedup-key']);
  expect(await keyOf('success')).toBe(await keyOf('failure'));
});

holds(
  'a success never opens an incident, unless the log says otherwise, and a failure never closes one',
  async setting => {
    const { file, ...unread } = setting;
    const inputs = { ...setting.inputs, 'event-action': 'auto', run: '', report: '', log: '' };
    const actions = async (status: string): Promise<unknown[]> =>
      play({ ...unread, inputs: { ...inputs, status, 'job-status': status } }, stages =>
        eventsOf(stages).map(event => event.event_action),
      );
    expect((await actions('success')).filter(action => action !== 'resolve')).toEqual([]);
    expect((await actions('failure')).filter(action => action !== 'trigger')).toEqual([]);
  },
);

holds('what is not delivered is seen', async setting => {
  await play(setting, stages => {
    for (const stage of stages) {
      const { delivery, action } = stage.outputs;
      if (delivery !== 'rejected' && delivery !== 'unreachable') continue;
      const levels = action === 'trigger' ? ['error'] : ['error', 'warning'];
      expect(stage.annotations.some(({ level }) => levels.includes(level))).toBe(true);
      expect(stage.summary).toMatch(/not delivered|refused/);
      expect(stage.summary).toContain('Send the event by hand');
      expect(stage.outputs['undelivered-file']).not.toBe('');
    }
  });
});

holds('delivery keeps to its budget', async setting => {
  const budget = (text = ''): number => {
    const seconds = /^\d+$/.test(text.trim()) ? Number(text) : 0;
    return seconds >= 1 && seconds <= 3_600 ? seconds * 1_000 : 120_000;
  };
  await play(setting, stages => {
    const most = budget(setting.inputs.timeout);
    for (const { phase, elapsedMs } of stages) {
      expect(elapsedMs).toBeLessThanOrEqual(phase === 'main' ? most : Math.max(most, 30_000));
    }
  });
});

holds('no secret is seen anywhere but in the body of its own request', async setting => {
  await play(setting, (stages, job) => {
    const texts = [
      ...stages.flatMap(({ annotations, log, outputs, summary, state }) => [
        ...annotations.map(({ text }) => text),
        ...log,
        ...Object.values(outputs),
        summary,
        ...Object.values(state),
      ]),
      ...job.files(),
      ...stages.flatMap(({ webhook }) => webhook),
      ...eventsOf(stages).map(({ routing_key, ...event }) => JSON.stringify(event)),
    ];
    for (const secret of SECRETS) expect(texts.filter(text => text.includes(secret))).toEqual([]);
    expect(stages.flatMap(({ requests }) => requests.filter(({ url }) => url.includes(KEY)))).toEqual([]);
  });
});
