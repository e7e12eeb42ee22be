import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Addressee } from '../../src/delivery/addressee.ts';
import { createUndeliveredFiles, type UndeliveredFiles } from '../../src/delivery/undelivered-file.ts';
import type { AlertEvent } from '../../src/page/alert-event.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { makeResult } from '../report/results.ts';

const EVENT = makeResult().event as AlertEvent;
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'undelivered-'));
});

afterEach(() => {
  chmodSync(temp, 0o700);
  rmSync(temp, { recursive: true });
});

const files = () => createUndeliveredFiles({ RUNNER_TEMP: temp });
const FOLDER = 'pagerduty-migration-alert';
const TO: Addressee = {
  routingKeys: [new Secret('0123456789abcdef0123456789abcdef'), new Secret('fedcba9876543210fedcba9876543210')],
  service: '',
  url: 'https://events.pagerduty.com/v2/enqueue',
};
/** Whoever is told something else: an own file. */
const OTHERS: readonly (readonly [string, Addressee])[] = [
  ['one of the keys alone', { ...TO, routingKeys: TO.routingKeys.slice(1) }],
  ['another region', { ...TO, url: 'https://events.eu.pagerduty.com/v2/enqueue' }],
  ['a service by REST', { ...TO, routingKeys: [], service: 'Shop' }],
];
const keep = (event = EVENT, to = TO, { keep }: UndeliveredFiles = files()) => keep(event, to);
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
    const { drop } = files();
    const path = keep();
    drop(EVENT, TO);
    drop(EVENT, TO);
    expect(existsSync(path)).toBe(false);
  });

  test('stays when another is dropped', () => {
    const { drop } = files();
    const path = keep();
    drop({ ...EVENT, event_action: 'resolve' }, TO);
    for (const [, to] of OTHERS) drop(EVENT, to);
    expect(existsSync(path)).toBe(true);
  });

  test.each([undefined, ''])('is kept somewhere else where the runner names no folder: %j', folder => {
    const other = createUndeliveredFiles(folder === undefined ? {} : { RUNNER_TEMP: folder });
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
