import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'runner-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUNNER = JSON.stringify(join(import.meta.dirname, '../../src/runner/runner.ts'));

/** Runs `body` with a runner of a process whose files cannot grow beyond 5 KiB, as on a disk that is full. */
function withLimit(environment: Readonly<Record<string, string>>, body: string): string {
  const script = `import { createRunner } from ${RUNNER}; const runner = createRunner('main'); ${body}`;
  const command = ['--norc', '-c', 'ulimit -f 5; exec "$0" --input-type=module -e "$1"', process.execPath, script];
  const { status, stdout, stderr } = spawnSync('bash', command, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('a file of the runner holds whole entries on a full disk, for half of one fails the step', () => {
  const LENGTHS = [10, 2_000, 90_000];
  const BEFORE = ['', 'mine=1\n', 'mine=1', `mine=${'y'.repeat(4_000)}\n`];

  test.each([
    { name: 'GITHUB_OUTPUT', say: "runner.setOutputs({ reason: 'x'.repeat(LENGTH) })" },
    { name: 'GITHUB_STATE', say: "runner.saveState('progress', 'x'.repeat(LENGTH))" },
    { name: 'GITHUB_STEP_SUMMARY', say: "runner.writeSummary('x'.repeat(LENGTH))" },
  ])('$name', ({ name, say }) => {
    const cases = BEFORE.flatMap(before => LENGTHS.map(length => ({ before, length })));
    const places = cases.map((each, index) => ({ ...each, path: join(folder, `${name}-${index}`) }));
    for (const { path, before } of places) writeFileSync(path, before);
    const steps = places.map(
      ({ path, length }) => `process.env.${name} = ${JSON.stringify(path)}; ${say.replace('LENGTH', String(length))};`,
    );
    withLimit({}, steps.join('\n'));
    const written = places.map(({ path, before, length }) => {
      const after = readFileSync(path, 'utf8');
      expect(after.startsWith(before)).toBe(true);
      const entry = after.slice(before.length);
      const isClosed = !entry.includes('<<') || /\nghadelimiter_\S+\n$/.test(entry);
      return entry === '' ? 'nothing' : entry.includes('x'.repeat(length)) && isClosed ? 'whole' : 'half';
    });
    const fits = (before: string, length: number): boolean => before.length + length < 5_000;
    expect(written).toEqual(cases.map(({ before, length }) => (fits(before, length) ? 'whole' : 'nothing')));
  });

  test('and what is short is written behind what was too long', () => {
    const path = join(folder, 'state');
    writeFileSync(path, '');
    withLimit({ GITHUB_STATE: path }, "runner.saveState('a', 'x'.repeat(9_000)); runner.saveState('b', 'done')");
    expect(readFileSync(path, 'utf8')).toMatch(/^b<<(\S+)\ndone\n\1\n$/);
  });
});

test.each([
  { what: 'an hour ago', ms: -3_600_000, known: true },
  { what: 'in an hour: the clock was set back since', ms: 3_600_000, known: false },
])('the job started $what', ({ ms, known }) => {
  const path = join(folder, 'event.json');
  writeFileSync(path, '{}');
  const time = new Date(Date.now() + ms);
  utimesSync(path, time, time);
  const said = withLimit({ GITHUB_EVENT_PATH: path }, 'console.log(runner.jobStartedAt()?.getTime())');
  expect(said.trim()).toBe(known ? String(time.getTime()) : 'undefined');
});
