import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type Job, printed, startJob } from './job.ts';
import { annotations, said } from './said.ts';

const CASE = 'confiture-acme/shop-migrate.yml-migrate-production';
const BEGUN = '🔒 Acquired migration lock\n📦 Found 1 pending migration(s)\n\n⚡ Applying 002_add_payment_table... ';

const titleOf = (job: Job): string => job.pagerduty.incidents()[0]?.summary ?? '';

/** What the wrapper kept of the command's output. */
function kept({ temp }: Job): string {
  const [folder = ''] = readdirSync(temp).filter(name => name.startsWith('pagerduty-migration-alert-'));
  return readFileSync(join(temp, folder, 'output.log'), 'utf8');
}

describe('the step ends with the exit code of the command, and the alert follows it', () => {
  test.each([
    { run: 'true', exitCode: 0, events: ['resolve 202'] },
    { run: 'exit 3', exitCode: 3, events: ['trigger 202'] },
    { run: 'exit 255', exitCode: 255, events: ['trigger 202'] },
    { run: 'no-such-command-anywhere', exitCode: 127, events: ['trigger 202'] },
    { run: 'kill -KILL $$', exitCode: 137, events: ['trigger 202'] },
    { run: 'kill -TERM $$', exitCode: 143, events: ['trigger 202'] },
    { run: 'kill -SEGV $$', exitCode: 139, events: ['trigger 202'] },
    { run: 'false\necho not here', exitCode: 1, events: ['trigger 202'] },
    { run: 'exit 4 | cat', exitCode: 4, events: ['trigger 202'] },
  ])('$run', async ({ run, exitCode, events }) => {
    const job = await startJob();
    const main = await job.uses({ run });
    expect({ exitCode: main.exitCode, ...job.told() }).toEqual({
      exitCode,
      events,
      incidents: exitCode === 0 ? [] : [`${CASE} triggered`],
    });
    expect(await job.end()).toEqual([expect.objectContaining({ exitCode: 0, summary: '' })]);
    expect(job.told().events).toEqual(events);
  });

  test.each([
    { what: 'PagerDuty refuses', inputs: {}, fault: { status: 400 } },
    { what: 'PagerDuty is away', inputs: { timeout: '1' }, fault: { kind: 'reset', times: 'always' } },
    { what: 'there is no key', inputs: { 'routing-key': '' }, fault: { status: 400 } },
    { what: 'the inputs are wrong', inputs: { 'event-action': 'shout' }, fault: { kind: 'pass' } },
  ] as const)('whatever happens to the alert: $what, with fail-on-error', async ({ inputs, fault }) => {
    for (const exitCode of [0, 7]) {
      const job = await startJob();
      job.pagerduty.fault(fault);
      const main = await job.uses({ run: `exit ${exitCode}`, 'fail-on-error': 'true', ...inputs });
      expect(main.exitCode).toBe(exitCode);
    }
  });
});

describe('the shell', () => {
  /** A folder of programs that say how they were called and show the last argument. */
  function programs(job: Job, ...names: readonly string[]): string {
    const folder = join(job.workspace, 'programs');
    mkdirSync(folder);
    for (const name of names) {
      writeFileSync(
        join(folder, name),
        `#!/bin/bash\necho "${name} $*" | sed "s#/[^ ']*/##g"\nfor last; do :; done\nlast=\${last#. \\'}\ncat -A "\${last%\\'}"\n`,
      );
      chmodSync(join(folder, name), 0o755);
    }
    return `${folder}:${process.env.PATH}`;
  }

  test.each([
    { shell: 'bash', says: 'bash --noprofile --norc -eo pipefail script.sh\nmigrate$\n' },
    { shell: 'sh', says: 'sh -e script.sh\nmigrate$\n' },
    { shell: 'python', says: 'python script.py\nmigrate$\n' },
    {
      shell: 'pwsh',
      says: "pwsh -command . 'script.ps1'\n$ErrorActionPreference = 'stop'$\nmigrate$\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }$\n",
    },
    {
      shell: 'powershell',
      says: "powershell -command . 'script.ps1'\n$ErrorActionPreference = 'stop'$\nmigrate$\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }$\n",
    },
    { shell: 'cmd', says: 'cmd /D /E:ON /V:OFF /S /C CALL script.cmd\n@echo off^M$\nmigrate^M$\n' },
    { shell: 'bash -l {0}', says: 'bash -l script.sh\nmigrate$\n' },
    {
      shell: 'pwsh -File {0}',
      says: "pwsh -File script.ps1\n$ErrorActionPreference = 'stop'$\nmigrate$\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }$\n",
    },
    { shell: 'perl -w', says: 'perl -w script\nmigrate$\n' },
    { shell: 'perl -e"a b" \'c d\' {0}', says: 'perl -ea b c d script\nmigrate$\n' },
  ])('$shell', async ({ shell, says }) => {
    const job = await startJob();
    const PATH = programs(job, 'bash', 'sh', 'python', 'pwsh', 'powershell', 'cmd', 'perl');
    const main = await job.uses({ run: 'migrate', shell }, { PATH });
    expect(said(main).slice(0, says.length)).toBe(says);
  });

  test.each([
    {
      shell: 'bash',
      run: 'set -o | grep -E "^(pipefail|errexit)"',
      says: 'errexit        \ton\npipefail       \ton\n',
    },
    { shell: 'sh', run: 'echo $-; false; echo not here', says: 'e\n' },
    {
      shell: `${process.execPath} {0}`,
      run: 'console.log("from a program");process.exit(9)',
      says: 'from a program\n',
    },
  ])('$shell, really', async ({ shell, run, says }) => {
    const job = await startJob();
    const main = await job.uses({ run, shell });
    expect(said(main).slice(0, says.length)).toBe(says);
  });

  test.each([
    { shell: 'no-such-shell {0}', why: 'spawn no-such-shell ENOENT' },
    { shell: './plain.txt {0}', why: 'spawn ./plain.txt EACCES' },
    { shell: '""', why: "The argument 'file' cannot be empty." },
  ])('one that can not be started: $shell', async ({ shell, why }) => {
    const job = await startJob();
    job.write('plain.txt', 'no program');
    const main = await job.uses({ run: 'migrate', shell });
    expect(main.exitCode).toBe(127);
    expect(job.told().events).toEqual(['trigger 202']);
    expect(titleOf(job)).toContain(
      `did not start in acme/shop (migrate.yml, job migrate): the command could not be started: ${why}`,
    );
    expect(main.outputs['database-state']).toBe('unchanged');
  });
});

describe('the working directory', () => {
  test.each([
    { given: '', expected: '' },
    { given: 'services/shop', expected: '/services/shop' },
  ])('$given', async ({ given, expected }) => {
    const job = await startJob();
    mkdirSync(join(job.workspace, 'services/shop'), { recursive: true });
    const main = await job.uses({ run: 'pwd -P', 'working-directory': given });
    expect(said(main).split('\n')[0]?.endsWith(`/workspace${expected}`)).toBe(true);
  });

  test('one that is not there is named', async () => {
    const job = await startJob();
    const main = await job.uses({ run: 'true', 'working-directory': 'nowhere' });
    expect(main.exitCode).toBe(127);
    expect(titleOf(job)).toMatch(
      /did not start .*: the command could not be started: there is no directory \S+\/workspace\/nowhere$/,
    );
  });
});

test('the command gets the environment of a run step', async () => {
  const job = await startJob();
  const dump =
    'process.stdout.write(JSON.stringify(process.env)); setInterval(() => require("node:fs").existsSync("go") && process.exit(), 20)';
  const ofActions = {
    ACTIONS_RUNTIME_TOKEN: 'runtime-token',
    ACTIONS_RUNTIME_URL: 'https://pipelines.example.com/',
    ACTIONS_RESULTS_URL: 'https://results.example.com/',
    ACTIONS_CACHE_URL: 'https://cache.example.com/',
    ACTIONS_CACHE_SERVICE_V2: 'True',
    STATE_other: 'state',
  };
  const running = job.start(
    { run: dump, shell: `${process.execPath} {0}` },
    {
      ...ofActions,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'id-token',
      CONFITURE_DATABASE_URL: 'postgres://shop:secret@db/shop',
      GITHUB_ACTION: '__OWNER_pagerduty-migration-alert',
      GITHUB_ACTION_REPOSITORY: 'OWNER/pagerduty-migration-alert',
      GITHUB_ACTION_REF: 'v1',
    },
  );
  await printed(running, '}');
  const own = readFileSync(`/proc/${running.pid}/environ`, 'utf8')
    .split('\0')
    .filter(each => each !== '');
  job.write('go', '');
  const main = await running.ended;
  const given: Record<string, string> = JSON.parse(
    said(main)
      .split('\n')[0]
      ?.replace(/\}[^}]*$/, '}') ?? '',
  );
  const expected = own
    .map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)] as const)
    .filter(([name]) => !/^INPUT_|^GITHUB_STATE$/.test(name) && !Object.hasOwn(ofActions, name));
  expect(given).toEqual({
    ...Object.fromEntries(expected),
    GITHUB_ACTION: '__run',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTION_REF: '',
  });
  expect(Object.keys(given)).toEqual(
    expect.arrayContaining(['CONFITURE_DATABASE_URL', 'GITHUB_OUTPUT', 'RUNNER_TEMP']),
  );
});

describe('the output', () => {
  test('streams while the command runs, each stream as it came, workflow commands included', async () => {
    const job = await startJob();
    const running = job.start({
      run: 'echo first; echo "::group::second"; echo third >&2; until [ -e go ]; do sleep 0.05; done; echo fourth',
    });
    await printed(running, '::group::second\n');
    expect(running.printed()).not.toContain('fourth');
    job.write('go', '');
    const main = await running.ended;
    expect(said(main)).toMatch(/^first\n::group::second\nfourth\n/);
    expect(main.stderr).toBe('third\n');
  });

  test('is kept in the order in which it came', async () => {
    const job = await startJob();
    await job.uses({ run: 'for i in 1 2 3 4; do echo out $i; sleep 0.05; echo err $i >&2; sleep 0.05; done' });
    expect(kept(job)).toBe([1, 2, 3, 4].map(i => `out ${i}\nerr ${i}\n`).join(''));
  });

  test('may be huge: all of it streams, and the page has the error at its end', async () => {
    const job = await startJob();
    const run = `yes "$(head -c 999 /dev/zero | tr '\\0' x)" | head -n 60000 || true; printf '%s' "$END"; exit 3`;
    const running = job.start({ run }, { END: `${BEGUN}❌\n  Database Error: relation "userz" does not exist\n` });
    let most = 0;
    const watch = setInterval(() => {
      const [, kib] = /VmHWM:\s+(\d+)/.exec(attempt(() => readFileSync(`/proc/${running.pid}/status`, 'utf8'))) ?? [];
      most = Math.max(most, Number(kib ?? 0));
    }, 20);
    const main = await running.ended.finally(() => clearInterval(watch));
    expect(main.stdout.match(/x{999}\n/g)?.length).toBe(60_000);
    expect(titleOf(job)).toBe('[PRODUCTION] Migration 002_add_payment_table failed: relation "userz" does not exist');
    expect(most).toBeLessThan(400_000);
  }, 60_000);

  test.each([
    {
      what: 'and never starts them again',
      run: 'echo ::stop-commands::a1b2; echo ::error::of others; exit 1',
      token: 'a1b2',
    },
    { what: 'in a line that it leaves open', run: 'printf ::stop-commands::a1b2; exit 1', token: 'a1b2' },
    { what: 'and starts them again', run: 'echo ::stop-commands::a1b2; echo ::a1b2::; exit 1', token: undefined },
  ])('a command that stops workflow commands $what does not silence the action', async ({ run, token }) => {
    const job = await startJob();
    const main = await job.uses({ run, 'routing-key': '' });
    const spoken = main.stdout
      .split('\n')
      .findIndex(line => line.startsWith('::error title=PagerDuty Migration Alert::'));
    const lines = main.stdout.split('\n').slice(0, spoken);
    expect(spoken).toBeGreaterThan(0);
    expect(lines.filter(line => line === '::a1b2::')).toHaveLength(1);
    expect(lines.indexOf('::a1b2::')).toBeGreaterThan(lines.indexOf('::stop-commands::a1b2'));
    expect(kept(job).includes('::a1b2::\n')).toBe(token === undefined);
  });

  test('there is no input: a command that asks gets the end of file', async () => {
    const job = await startJob();
    const main = await job.uses({ run: 'read -r answer || echo "nobody answers"' });
    expect(said(main)).toMatch(/^nobody answers\n/);
  });

  test('a daemon that holds the pipes does not hold the step', async () => {
    const job = await startJob();
    const main = await job.uses({ run: 'sleep 60 & echo $! > daemon; echo migrated' });
    process.kill(Number(readFileSync(join(job.workspace, 'daemon'), 'utf8')));
    expect(main.durationMs).toBeLessThan(10_000);
    expect({ exitCode: main.exitCode, ...job.told() }).toEqual({ exitCode: 0, events: ['resolve 202'], incidents: [] });
    expect(kept(job)).toBe('migrated\n');
  });
});

describe('a folder for temporary files that can not be written', () => {
  test('the one of the runner: the command runs all the same', async () => {
    const job = await startJob();
    job.write('file', '');
    const main = await job.uses({ run: 'echo migrated; exit 3' }, { RUNNER_TEMP: join(job.workspace, 'file/temp') });
    expect({ exitCode: main.exitCode, ...job.told() }).toEqual({
      exitCode: 3,
      events: ['trigger 202'],
      incidents: [`${CASE} triggered`],
    });
  });

  test('any: the command could not be started, and that pages', async () => {
    const job = await startJob();
    job.write('file', '');
    const nowhere = join(job.workspace, 'file/temp');
    const main = await job.uses({ run: 'echo migrated' }, { RUNNER_TEMP: nowhere, TMPDIR: nowhere });
    expect(main.exitCode).toBe(127);
    expect(said(main)).not.toContain('migrated');
    expect(titleOf(job)).toMatch(/did not start .*: the command could not be started: .*ENOTDIR.*\/file\/temp\//);
  });
});

describe('outputs', () => {
  test.each([
    {
      what: 'named like ours',
      run: 'echo "action=none" >> "$GITHUB_OUTPUT"; printf "dedup-key<<E\\nmine\\nE\\n" >> "$GITHUB_OUTPUT"; exit 3',
    },
    { what: 'with an open last line', run: 'printf "dedup-key=mine" >> "$GITHUB_OUTPUT"; exit 3' },
  ])('of the command, $what, do not change ours', async ({ run }) => {
    const job = await startJob();
    const main = await job.uses({ run });
    expect({ action: main.outputs.action, key: main.outputs['dedup-key'] }).toEqual({ action: 'trigger', key: CASE });
  });

  test('of the command are outputs of the step, and its variables and summary reach the runner', async () => {
    const job = await startJob();
    const run =
      'printf "version=5" >> "$GITHUB_OUTPUT"; echo "A=1" >> "$GITHUB_ENV"; echo "/opt" >> "$GITHUB_PATH"; printf "# Mine" >> "$GITHUB_STEP_SUMMARY"';
    const main = await job.uses({ run });
    expect(main.outputs.version).toBe('5');
    expect(readFileSync(join(job.temp, 'runner-env'), 'utf8')).toBe('A=1\n');
    expect(readFileSync(join(job.temp, 'runner-path'), 'utf8')).toBe('/opt\n');
    expect(main.summary).toMatch(/^# Mine\n.*Database migration/s);
  });
});

describe('evidence needs no set-up', () => {
  test('the output is the log', async () => {
    const job = await startJob();
    await job.uses(
      { run: 'printf "%s" "$LOG"; exit 3' },
      { LOG: `${BEGUN}❌\n  Database Error: relation "userz" does not exist\n` },
    );
    expect(titleOf(job)).toBe('[PRODUCTION] Migration 002_add_payment_table failed: relation "userz" does not exist');
  });

  test('output that no rule understands is shown as it ends, redacted', async () => {
    const job = await startJob();
    await job.uses({ run: 'echo "connecting with password=hunter2"\necho "panic: no such driver"\nexit 2' });
    const [event] = job.pagerduty.incidents()[0]?.log ?? [];
    const details = JSON.stringify(event);
    expect(details).toContain('panic: no such driver');
    expect(details).not.toContain('hunter2');
  });

  test('a report is read too', async () => {
    const job = await startJob();
    const report = {
      success: false,
      applied: [],
      errors: ['Failed to apply migration 7 (add_x): SQL execution failed | SQL: X | Error: out of disk'],
      command: 'migrate up',
      ok: true,
    };
    await job.uses({ run: `cat > r.json <<'E'\n${JSON.stringify(report)}\nE\nexit 3`, report: 'r.json' });
    expect(titleOf(job)).toBe('[PRODUCTION] Migration 7_add_x failed: out of disk');
  });

  test.each([
    { says: 'Error: pq: relation "userz" does not exist', exitCode: 1, event: 'trigger 202' },
    { says: 'Applied: 20260102120000_add_payment_table.sql in 5ms', exitCode: 0, event: 'resolve 202' },
  ])('the output is of this job, though the clock was set back: $says', async ({ says, exitCode, event }) => {
    const job = await startJob();
    const printed = `Applying: 20260102120000_add_payment_table.sql\n${says}`;
    const setBack = `sleep 0.5; touch -d '1 hour ago' "$RUNNER_TEMP"/pagerduty-migration-alert-*/output.log`;
    const main = await job.uses({ run: `cat <<'E'\n${printed}\nE\n${setBack}\nexit ${exitCode}` });
    expect({ events: job.told().events, notes: annotations(main) }).toEqual({ events: [event], notes: [] });
    expect(main.outputs.migration).toBe('20260102120000_add_payment_table');
  });

  test.each([
    {
      run: 'exit 3',
      event: 'trigger 202',
      title: '[PRODUCTION] Database migration failed in acme/shop (migrate.yml, job migrate): exit code 3',
    },
    { run: 'true', event: 'resolve 202', title: '' },
  ])(
    'a log that was named and is not there does not mean that the command did not run: $run',
    async ({ run, event, title }) => {
      const job = await startJob();
      await job.uses({ run, log: 'wrong.log' });
      expect({ events: job.told().events, title: titleOf(job) }).toEqual({ events: [event], title });
    },
  );

  test('a log that was named and is not there is a warning, and the output stands in for it', async () => {
    const job = await startJob();
    const LOG = `${BEGUN}❌\n  Database Error: relation "userz" does not exist\n`;
    const main = await job.uses({ run: 'printf "%s" "$LOG"; exit 3', log: 'wrong.log' }, { LOG });
    expect(titleOf(job)).toBe('[PRODUCTION] Migration 002_add_payment_table failed: relation "userz" does not exist');
    expect(annotations(main)).toEqual([expect.stringMatching(/^warning: log: expected .* at wrong\.log/)]);
  });

  test('a command that clears the folder of temporary files ran all the same', async () => {
    const job = await startJob();
    await job.uses({ run: 'rm -rf "$RUNNER_TEMP"/pagerduty-*; exit 3' });
    expect(titleOf(job)).toBe(
      '[PRODUCTION] Database migration failed in acme/shop (migrate.yml, job migrate): exit code 3',
    );
  });
});

test.each(['job-end', 'run-completed'])(
  'beside run, when: %s is a warning, and the command is reported when it has ended',
  async when => {
    const job = await startJob();
    const main = await job.uses({ run: 'exit 3', when });
    expect({ exitCode: main.exitCode, events: job.told().events, notes: annotations(main) }).toEqual({
      exitCode: 3,
      events: ['trigger 202'],
      notes: [
        expect.stringMatching(
          /^warning: when: expected now, or nothing, together with run; got "\S+"\. The action uses now/,
        ),
      ],
    });
    await job.end();
    expect(job.told().events).toEqual(['trigger 202']);
  },
);

describe('where nothing is to be sent the command runs all the same', () => {
  test.each([
    {
      inputs: {},
      environment: { GITHUB_EVENT_NAME: 'pull_request' },
      notes: [
        expect.stringMatching(/^warning: PagerDuty was not told of a failure: a pull request that is not merged/),
      ],
    },
    {
      inputs: { environment: 'development' },
      environment: {},
      notes: [expect.stringMatching(/^notice: PagerDuty was not told of a failure/)],
    },
    {
      inputs: { 'routing-key': '' },
      environment: { GITHUB_ACTOR: 'dependabot[bot]' },
      notes: [expect.stringMatching(/^notice: routing-key: this run gets no secrets/)],
    },
  ])('$inputs $environment', async ({ inputs, environment, notes }) => {
    const job = await startJob();
    const main = await job.uses({ run: 'echo migrated; exit 3', ...inputs }, environment);
    expect(said(main)).toMatch(/^migrated\n/);
    expect({ exitCode: main.exitCode, notes: annotations(main), ...job.told() }).toEqual({
      exitCode: 3,
      notes,
      events: [],
      incidents: [],
    });
  });
});

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
