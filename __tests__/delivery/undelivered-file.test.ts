import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Addressee } from '../../src/delivery/delivery.ts';
import type { Memory } from '../../src/delivery/ledger.ts';
import { createOutbox, type Outbox } from '../../src/delivery/undelivered-file.ts';
import type { AlertEvent } from '../../src/page/event.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { makeResult } from '../report/results.ts';

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
const FOLDER = 'pagerduty-migration-alert';
const TO: Addressee = {
  routingKeys: [new Secret('0123456789abcdef0123456789abcdef'), new Secret('fedcba9876543210fedcba9876543210')],
  service: '',
  url: 'https://events.pagerduty.com/v2/enqueue',
};
const ONE: Addressee = { ...TO, routingKeys: TO.routingKeys.slice(0, 1) };
/** Whoever is told something else: an own file. */
const OTHERS: readonly (readonly [string, Addressee])[] = [
  ['one of the keys alone', { ...TO, routingKeys: TO.routingKeys.slice(1) }],
  ['another region', { ...TO, url: 'https://events.eu.pagerduty.com/v2/enqueue' }],
  ['a service by REST', { ...TO, routingKeys: [], service: 'Shop' }],
];
const subject = (dedupKey: string, to = TO) => ({ dedupKey, to });
const told = (action: Memory['action'], madeAt: number, command = ''): Memory => ({ action, madeAt, command });
const keep = (event = EVENT, to = TO, { keep }: Outbox = outbox()) => keep(event, to);
/** Puts a pipe that nobody reads or writes where a file is to be. */
const replaceByPipe = (path: string) => {
  rmSync(path, { force: true });
  execFileSync('mkfifo', [path]);
};

describe('an event that waits', () => {
  test('is kept where a later step finds it, for its owner only, as it would be sent but for the key', () => {
    const path = keep();
    expect(path.startsWith(join(temp, FOLDER))).toBe(true);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EVENT);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('has one file for one incident and action, whatever stands in its key', () => {
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

  test.each(OTHERS)(
    'has a file of its own for %s: what reached one must not delete what waits for another',
    (_, to) => {
      expect(keep(EVENT, to)).not.toBe(keep());
      expect(readdirSync(join(temp, FOLDER))).toHaveLength(2);
    },
  );

  test('takes the place of a pipe: nobody reads there', () => {
    const path = keep();
    replaceByPipe(path);
    expect(keep()).toBe(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EVENT);
  });

  test('leaves no draft behind where a folder stands in its place, and is kept somewhere else', () => {
    const path = keep();
    rmSync(path);
    mkdirSync(path);
    const other = keep();
    expect(JSON.parse(readFileSync(other, 'utf8'))).toEqual(EVENT);
    expect([dirname(other) === dirname(path), readdirSync(dirname(path))]).toEqual([false, [basename(path)]]);
    rmSync(dirname(other), { recursive: true });
  });

  test('is gone when it is dropped, and can be dropped twice', () => {
    const { drop } = outbox();
    const path = keep();
    drop(EVENT, TO);
    drop(EVENT, TO);
    expect(existsSync(path)).toBe(false);
  });

  test('stays when another is dropped', () => {
    const { drop } = outbox();
    const path = keep();
    drop({ ...EVENT, event_action: 'resolve' }, TO);
    for (const [, to] of OTHERS) drop(EVENT, to);
    expect(existsSync(path)).toBe(true);
  });

  test.each([undefined, ''])('is kept somewhere else where the runner names no folder: %j', folder => {
    const other = createOutbox(folder === undefined ? JOB : { ...JOB, RUNNER_TEMP: folder });
    const path = keep(EVENT, TO, other);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EVENT);
    other.drop(EVENT, TO, path);
    expect(existsSync(path)).toBe(false);
    rmSync(dirname(path), { recursive: true });
  });

  test('is kept somewhere else where the folder is a file', () => {
    writeFileSync(join(temp, FOLDER), '');
    const path = keep();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(EVENT);
    rmSync(dirname(path), { recursive: true });
  });
});

describe('what was delivered', () => {
  test('is remembered by the steps of the job, the oldest first', () => {
    outbox().remember(subject('shop', ONE), told('trigger', 1_000));
    outbox().remember(subject('search', ONE), told('resolve', 2_000, 'own'));
    outbox().remember(subject('shop', ONE), told('none', 3_000, 'own'));
    const { recall } = outbox();
    expect(['shop', 'search', 'other'].map(key => recall(subject(key, ONE)))).toEqual([
      [[told('trigger', 1_000), told('none', 3_000, 'own')]],
      [[told('resolve', 2_000, 'own')]],
      [[]],
    ]);
  });

  test('of each routing key by itself, whoever else was told with it', () => {
    const [first, second] = [told('trigger', 1_000), told('resolve', 2_000)];
    outbox().remember(subject('shop', ONE), first);
    outbox().remember(subject('shop', { ...TO, routingKeys: TO.routingKeys.toReversed() }), second);
    expect(outbox().recall(subject('shop'))).toEqual([[first, second], [second]]);
  });

  test.each(OTHERS.slice(1))('but not for %s: there nobody was told', (_, to) => {
    outbox().remember(subject('shop'), told('trigger', 1_000));
    expect(outbox().recall(subject('shop', to)).flat()).toEqual([]);
    outbox().remember(subject('shop', to), told('resolve', 2_000));
    expect(outbox().recall(subject('shop', to)).flat()).toContainEqual(told('resolve', 2_000));
  });

  test('and nothing where nobody was told', () => {
    outbox().remember(subject('shop', { ...TO, routingKeys: [] }), told('trigger', 1_000));
    expect(existsSync(join(temp, FOLDER))).toBe(false);
  });

  test.each<[string, Record<string, string>]>([
    ['another attempt', { GITHUB_RUN_ATTEMPT: '2' }],
    ['another run', { GITHUB_RUN_ID: '124' }],
    ['another job', { GITHUB_JOB: 'other' }],
    ['another folder', { RUNNER_TEMP: '/nowhere' }],
    ['no folder', { RUNNER_TEMP: '' }],
  ])('nor in %s: an old memory would silence a page', (_, variables) => {
    outbox().remember(subject('shop'), told('trigger', 1_000));
    expect(outbox(variables).recall(subject('shop')).flat()).toEqual([]);
  });

  test('neither dedup key nor routing key shows in it', () => {
    outbox().remember(subject('confiture-secret-name'), told('trigger', 1_000));
    const folder = join(temp, FOLDER);
    const texts = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'));
    expect(texts.join()).not.toMatch(/secret-name|0123456789abcdef0/);
  });

  test('a disk that can not be written loses the memory and nothing else', () => {
    writeFileSync(join(temp, FOLDER), '');
    expect(() => outbox().remember(subject('shop'), told('trigger', 1_000))).not.toThrow();
    expect(outbox().recall(subject('shop')).flat()).toEqual([]);
  });

  test('a line that was cut, on a full disk, costs no other', () => {
    outbox().remember(subject('shop'), told('trigger', 1_000));
    const [name = ''] = readdirSync(join(temp, FOLDER));
    appendFileSync(join(temp, FOLDER, name), '26e90cc7');
    outbox().remember(subject('shop'), told('resolve', 2_000));
    expect(outbox().recall(subject('shop', ONE))).toEqual([[told('trigger', 1_000), told('resolve', 2_000)]]);
  });

  test('is never written through a link', () => {
    outbox().remember(subject('shop'), told('trigger', 1_000));
    const [name = ''] = readdirSync(join(temp, FOLDER));
    const other = join(temp, 'other');
    writeFileSync(other, 'kept');
    rmSync(join(temp, FOLDER, name));
    symlinkSync(other, join(temp, FOLDER, name));
    outbox().remember(subject('shop'), told('resolve', 2_000));
    expect(readFileSync(other, 'utf8')).toBe('kept');
    expect(outbox().recall(subject('shop', ONE))).toEqual([[told('resolve', 2_000)]]);
  });

  test('a pipe in its place loses the memory and holds nobody', () => {
    outbox().remember(subject('shop'), told('trigger', 1_000));
    const [name = ''] = readdirSync(join(temp, FOLDER));
    replaceByPipe(join(temp, FOLDER, name));
    expect(outbox().recall(subject('shop')).flat()).toEqual([]);
    outbox().remember(subject('shop'), told('resolve', 2_000));
    expect(outbox().recall(subject('shop', ONE))).toEqual([[told('resolve', 2_000)]]);
  });
});
