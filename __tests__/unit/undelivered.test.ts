import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AlertEvent } from '../../src/event.ts';
import { redacted } from '../../src/redaction.ts';
import { createOutbox } from '../../src/undelivered.ts';
import { makeResult } from '../results.ts';

const EVENT = makeResult().event as AlertEvent;
const JOB = { GITHUB_RUN_ID: '123', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'migrate' };
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'outbox-test-'));
});

afterEach(() => {
  chmodSync(temp, 0o700);
  rmSync(temp, { recursive: true });
});

const outbox = (variables: Record<string, string> = {}) => createOutbox({ RUNNER_TEMP: temp, ...JOB, ...variables });

describe('an event that waits', () => {
  test('is kept where a later step finds it, for its owner only, as it would be sent but for the key', () => {
    const path = outbox().keep(EVENT);
    expect(path.startsWith(join(temp, 'pagerduty-migration-alert'))).toBe(true);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EVENT);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('has one file for one incident and action, whatever stands in its key', () => {
    const { keep } = outbox();
    const key = redacted`../../x/\u0000 y`;
    const paths = [
      keep(EVENT),
      keep(EVENT),
      keep({ ...EVENT, event_action: 'resolve' }),
      keep({ ...EVENT, dedup_key: key }),
    ];
    expect(new Set(paths).size).toBe(3);
    expect(new Set(paths.map(path => dirname(path))).size).toBe(1);
  });

  test('is gone when it is dropped, and can be dropped twice', () => {
    const { keep, drop } = outbox();
    const path = keep(EVENT);
    drop(path);
    drop(path);
    drop('');
    expect(existsSync(path)).toBe(false);
  });

  test.each([undefined, ''])('is kept somewhere else where the runner names no folder: %j', folder => {
    const { keep, drop } = createOutbox(folder === undefined ? JOB : { ...JOB, RUNNER_TEMP: folder });
    const path = keep(EVENT);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EVENT);
    drop(path);
    rmSync(dirname(path), { recursive: true });
  });

  test('is kept somewhere else where the folder is a file', () => {
    writeFileSync(join(temp, 'pagerduty-migration-alert'), '');
    const path = outbox().keep(EVENT);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EVENT);
    rmSync(dirname(path), { recursive: true });
  });
});

describe('what was delivered', () => {
  test('is remembered by the steps of the job: the last action for a key', () => {
    outbox().remember('shop', 'trigger', 1_000);
    outbox().remember('search', 'resolve', 2_000);
    outbox().remember('shop', 'resolve', 3_000);
    const { recall } = outbox();
    expect([recall('shop'), recall('search'), recall('other')]).toEqual([
      { action: 'resolve', madeAt: 3_000 },
      { action: 'resolve', madeAt: 2_000 },
      undefined,
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['another attempt', { GITHUB_RUN_ATTEMPT: '2' }],
    ['another run', { GITHUB_RUN_ID: '124' }],
    ['another job', { GITHUB_JOB: 'other' }],
    ['another folder', { RUNNER_TEMP: '/nowhere' }],
    ['no folder', { RUNNER_TEMP: '' }],
  ])('but not in %s: an old memory would silence a page', (_, variables) => {
    outbox().remember('shop', 'trigger', 1_000);
    expect(outbox(variables).recall('shop')).toBeUndefined();
  });

  test('no key shows in it', () => {
    outbox().remember('confiture-secret-name', 'trigger', 1_000);
    const folder = join(temp, 'pagerduty-migration-alert');
    expect(
      readdirSync(folder)
        .map(name => readFileSync(join(folder, name), 'utf8'))
        .join(),
    ).not.toContain('secret-name');
  });

  test('a disk that can not be written loses the memory and nothing else', () => {
    writeFileSync(join(temp, 'pagerduty-migration-alert'), '');
    expect(() => outbox().remember('shop', 'trigger', 1_000)).not.toThrow();
    expect(outbox().recall('shop')).toBeUndefined();
  });
});
