import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readManifest } from '../../demo/runner.ts';
import { refusalsOfAlert } from '../../emulator/event-rules.ts';
import { isObject } from '../../emulator/http.ts';
import { anyInputs, anyStatus } from '../../reliability/arbitrary.ts';
import { type Bench, inPool, KEY, openBench, withoutMasks } from '../../reliability/bench.ts';
import { propertyRuns } from '../property-runs.ts';

const open: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const each of open.reverse()) await each.close();
});

async function bench(): Promise<Bench> {
  const opened = await openBench();
  open.push(opened);
  return opened;
}

const BUNDLE = join(import.meta.dirname, '../../dist/index.js');

/** The variables of a process that is started without the bench. */
function variables(more: Readonly<Record<string, string>>): Record<string, string> {
  // A shell drops variables whose names have a hyphen.
  const inputs = { PAGERDUTY_ROUTING_KEY: KEY, INPUT_ENVIRONMENT: 'production', INPUT_STATUS: 'failure' };
  return { PATH: process.env.PATH ?? '', ...inputs, ...more };
}

describe('a page goes out, and the step stays green', () => {
  test.each<[string, Record<string, string | undefined>]>([
    [
      'no file for outputs, state and summary',
      { GITHUB_OUTPUT: undefined, GITHUB_STATE: undefined, GITHUB_STEP_SUMMARY: undefined },
    ],
    [
      'files that are not there',
      { GITHUB_OUTPUT: '/nowhere/o', GITHUB_STATE: '/nowhere/s', GITHUB_STEP_SUMMARY: '/nowhere/m' },
    ],
    ['folders in their place', { GITHUB_OUTPUT: '/', GITHUB_STATE: '/', GITHUB_STEP_SUMMARY: '/' }],
    ['no RUNNER_TEMP', { RUNNER_TEMP: undefined }],
    ['a RUNNER_TEMP that is not there', { RUNNER_TEMP: '/nowhere' }],
    ['a RUNNER_TEMP that is a file', { RUNNER_TEMP: '/etc/hostname' }],
    ['no event', { GITHUB_EVENT_PATH: undefined }],
    ['an event that is no file', { GITHUB_EVENT_PATH: '/' }],
    [
      'no variable of GitHub',
      Object.fromEntries(
        [
          'ACTOR',
          'EVENT_NAME',
          'JOB',
          'REF',
          'REF_NAME',
          'REPOSITORY',
          'RUN_ATTEMPT',
          'RUN_ID',
          'SERVER_URL',
          'SHA',
          'TRIGGERING_ACTOR',
          'WORKFLOW',
          'WORKFLOW_REF',
          'WORKSPACE',
        ].map(name => [`GITHUB_${name}`, undefined]),
      ),
    ],
    [
      'junk in them',
      {
        GITHUB_REPOSITORY: '::error::',
        GITHUB_RUN_ID: '-1',
        GITHUB_RUN_ATTEMPT: 'x',
        GITHUB_SERVER_URL: 'javascript:1',
        GITHUB_API_URL: '::',
      },
    ],
  ])('with %s', async (_, environment) => {
    const { main, incidents } = await bench();
    const stage = await main({ 'github-token': 'token-of-the-job' }, { environment });
    expect({ exitCode: stage.exitCode, incidents: incidents(), stderr: stage.stderr }).toEqual({
      exitCode: 0,
      incidents: ['triggered'],
      stderr: '',
    });
  });

  test('though nobody reads what it prints', async () => {
    const { pagerduty, incidents, folder } = await bench();
    const child = spawn(process.execPath, [BUNDLE], {
      env: variables({ RUNNER_TEMP: folder, 'INPUT_API-URL': pagerduty.url }),
    });
    child.stdout.destroy();
    child.stderr.destroy();
    const [code] = await once(child, 'close');
    expect({ code, incidents: incidents() }).toEqual({ code: 0, incidents: ['triggered'] });
  });

  test('though the log is a pipe that never ends, or a folder, or not to be read', async () => {
    const opened = await bench();
    const path = join(opened.folder, 'pipe');
    expect(spawnSync('mkfifo', [path]).status).toBe(0);
    const secret = join(opened.folder, 'secret.log');
    writeFileSync(secret, 'x');
    chmodSync(secret, 0o000);
    const stages = [
      await opened.main({ log: path }),
      await opened.main({ log: opened.folder, report: opened.folder }),
      await opened.main({ log: secret }),
    ];
    expect(stages.map(({ exitCode, durationMs }) => [exitCode, durationMs < 9_000])).toEqual([
      [0, true],
      [0, true],
      [0, true],
    ]);
    expect(opened.incidents()).toEqual(['triggered']);
    rmSync(path);
  });

  test('though GitHub never answers', async () => {
    const { main, incidents } = await bench();
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const environment = { GITHUB_API_URL: `http://127.0.0.1:${port}` };
    const stage = await main({ 'github-token': 'token-of-the-job', timeout: '2' }, { environment });
    silent.close();
    expect({ exitCode: stage.exitCode, incidents: incidents(), inTime: stage.durationMs < 9_000 }).toEqual({
      exitCode: 0,
      incidents: ['triggered'],
      inTime: true,
    });
  });

  test('though PagerDuty and the webhook never answer: in time, and in sight', async () => {
    const { main, pagerduty } = await bench();
    pagerduty.fault({ kind: 'hang', times: 'always' });
    const stage = await main({ timeout: '4', 'fallback-webhook-url': `${pagerduty.url}/hook` });
    expect(stage.durationMs).toBeLessThan(9_500);
    expect(stage.outputs.delivery).toBe('unreachable');
    expect(withoutMasks(stage)).toMatch(
      /fallback-webhook-url: expected the webhook to accept the message; got no answer/,
    );
    expect(pagerduty.requests.filter(({ path }) => path === '/hook').length).toBeGreaterThan(0);
  });
});

// Only root may bind the port of DNS and stand a name server of its own before a process.
const mayPlayNameServer =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;

(mayPlayNameServer ? test : test.skip)(
  'though no name server answers: Node waits for look-ups as it exits, the step does not',
  async () => {
    const opened = await bench();
    const server = createSocket('udp4');
    server.bind(53, '127.0.0.99');
    await once(server, 'listening');
    const configuration = join(opened.folder, 'resolv.conf');
    writeFileSync(configuration, 'nameserver 127.0.0.99\n');
    const started = performance.now();
    const child = spawn(
      'unshare',
      [
        '-m',
        'sh',
        '-c',
        `mount --bind '${configuration}' /etc/resolv.conf && exec "$0" "$1"`,
        process.execPath,
        BUNDLE,
      ],
      {
        env: variables({ RUNNER_TEMP: opened.folder, INPUT_TIMEOUT: '2' }),
        stdio: 'ignore',
      },
    );
    const [code] = await once(child, 'close');
    server.close();
    expect(code).toBe(0);
    // A look-up takes ten seconds or more to give up: two tries of five.
    expect(performance.now() - started).toBeLessThan(9_000);
  },
);

test('though something hangs on a system that cannot put another program in its place, as Windows', async () => {
  const opened = await bench();
  const windows = join(opened.folder, 'windows.cjs');
  writeFileSync(
    windows,
    `process.execve = () => { throw new TypeError('process.execve is not available on the current platform'); };
const active = process.getActiveResourcesInfo;
process.getActiveResourcesInfo = () => [...active.call(process), 'GetAddrInfoReqWrap'];
require('node:net').createServer().listen(0, '127.0.0.1');`,
  );
  const stage = await opened.main({}, { environment: { NODE_OPTIONS: `--require ${windows}` } });
  expect({ exitCode: stage.exitCode, stderr: stage.stderr, incidents: opened.incidents() }).toEqual({
    exitCode: 0,
    stderr: '',
    incidents: ['triggered'],
  });
  expect(stage.stdout).not.toMatch(/internal error/i);
  expect(stage.durationMs).toBeLessThan(15_000);
});

// What a drive of the network does that is gone: whoever opens a file on it waits.
const HANGING_OPEN = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>
int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, int);
  va_end(rest);
  if (strstr(path, "lost-drive")) sleep(60);
  return ((int (*)(const char *, int, mode_t))dlsym(RTLD_NEXT, "open64"))(path, flags, mode);
}
int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, int);
  va_end(rest);
  return open64(path, flags, mode);
}`;
const mayHoldFiles = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;

(mayHoldFiles ? test : test.skip)(
  'though the drive of the log hangs: neither the page nor the end of the step waits for it',
  async () => {
    const opened = await bench();
    const [source, library] = [join(opened.folder, 'hang.c'), join(opened.folder, 'hang.so')];
    writeFileSync(source, HANGING_OPEN);
    expect(spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']).status).toBe(0);
    const log = join(opened.folder, 'lost-drive.log');
    writeFileSync(log, 'Applying: 1_users.sql\n');
    const stage = await opened.main({ log }, { environment: { LD_PRELOAD: library } });
    expect({ exitCode: stage.exitCode, stderr: stage.stderr, incidents: opened.incidents() }).toEqual({
      exitCode: 0,
      stderr: '',
      incidents: ['triggered'],
    });
    expect(withoutMasks(stage)).toMatch(/log: expected a regular text file .* could not be read within 10 s/);
    expect(stage.durationMs).toBeLessThan(25_000);
  },
  40_000,
);

test('a sample of the properties holds on the shipped bundle', async () => {
  const outputs = Object.keys(readManifest().outputs).sort();
  const cases = fc.sample(fc.tuple(anyInputs, anyStatus), { numRuns: propertyRuns(12), seed: 4711 });
  const seen = await inPool(
    4,
    cases.map(([given, status]) => async () => {
      const opened = await bench();
      // What an environment variable cannot hold no runner can hand over.
      const fits = Object.entries({ ...given, status }).filter(([, text]) => !text.includes('\0'));
      const { region, timeout, 'fallback-webhook-url': webhook, ...inputs } = Object.fromEntries(fits);
      const main = await opened.main(inputs);
      const post = await opened.post(main, inputs);
      return {
        codes: [main.exitCode, post.exitCode],
        stderr: main.stderr + post.stderr,
        outputs: Object.keys(main.outputs).sort(),
        refusals: opened.pagerduty.requests.flatMap(({ body }) =>
          isObject(body) ? refusalsOfAlert(body) : ['no event'],
        ),
        pages: opened.incidents().length > 1,
        leaks: opened.leaks([main, post]),
      };
    }),
  );
  const sound = { codes: [0, 0], stderr: '', outputs, refusals: [], pages: false, leaks: [] };
  expect(seen).toEqual(cases.map(() => sound));
}, 60_000);
