import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Addressee } from '../../src/delivery/addressee.ts';
import type { LedgerEntry } from '../../src/delivery/ledger.ts';
import { createLedger } from '../../src/delivery/ledger-file.ts';
import { Secret } from '../../src/primitives/secret.ts';

const JOB = { GITHUB_RUN_ID: '123', GITHUB_RUN_ATTEMPT: '1', GITHUB_JOB: 'migrate' };
let temp: string;

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'ledger-'));
});

afterEach(() => {
  chmodSync(temp, 0o700);
  rmSync(temp, { recursive: true });
});

const ledger = (variables: Record<string, string> = {}) => createLedger({ RUNNER_TEMP: temp, ...JOB, ...variables });
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
const told = (action: LedgerEntry['action'], madeAt: number, ...causes: string[]): LedgerEntry => ({
  action,
  madeAt,
  causes,
});
/** Puts a pipe that nobody reads or writes where a file is to be. */
const replaceByPipe = (path: string) => {
  rmSync(path, { force: true });
  execFileSync('mkfifo', [path]);
};

describe('what was delivered', () => {
  test('is remembered by the steps of the job, the oldest first', () => {
    ledger().enter(subject('shop', ONE), told('trigger', 1_000));
    ledger().enter(subject('search', ONE), told('resolve', 2_000, 'own'));
    ledger().enter(subject('shop', ONE), told('none', 3_000, 'own'));
    const { read } = ledger();
    expect(['shop', 'search', 'other'].map(key => read(subject(key, ONE)))).toEqual([
      [[told('trigger', 1_000), told('none', 3_000, 'own')]],
      [[told('resolve', 2_000, 'own')]],
      [[]],
    ]);
  });

  test('of each routing key by itself, whoever else was told with it', () => {
    const [first, second] = [told('trigger', 1_000), told('resolve', 2_000)];
    ledger().enter(subject('shop', ONE), first);
    ledger().enter(subject('shop', { ...TO, routingKeys: TO.routingKeys.toReversed() }), second);
    expect(ledger().read(subject('shop'))).toEqual([[first, second], [second]]);
  });

  test.each(OTHERS.slice(1))('but not for %s: there nobody was told', (_, to) => {
    ledger().enter(subject('shop'), told('trigger', 1_000));
    expect(ledger().read(subject('shop', to)).flat()).toEqual([]);
    ledger().enter(subject('shop', to), told('resolve', 2_000));
    expect(ledger().read(subject('shop', to)).flat()).toContainEqual(told('resolve', 2_000));
  });

  test('and nothing where nobody was told', () => {
    ledger().enter(subject('shop', { ...TO, routingKeys: [] }), told('trigger', 1_000));
    expect(existsSync(join(temp, FOLDER))).toBe(false);
  });

  test.each<[string, Record<string, string>]>([
    ['another attempt', { GITHUB_RUN_ATTEMPT: '2' }],
    ['another run', { GITHUB_RUN_ID: '124' }],
    ['another job', { GITHUB_JOB: 'other' }],
    ['another folder', { RUNNER_TEMP: '/nowhere' }],
    ['no folder', { RUNNER_TEMP: '' }],
  ])('nor in %s: an old memory would silence a page', (_, variables) => {
    ledger().enter(subject('shop'), told('trigger', 1_000));
    expect(ledger(variables).read(subject('shop')).flat()).toEqual([]);
  });

  test('neither dedup key nor routing key shows in it', () => {
    ledger().enter(subject('confiture-secret-name'), told('trigger', 1_000));
    const folder = join(temp, FOLDER);
    const texts = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'));
    expect(texts.join()).not.toMatch(/secret-name|0123456789abcdef0/);
  });

  test('a disk that can not be written loses the memory and nothing else', () => {
    writeFileSync(join(temp, FOLDER), '');
    expect(() => ledger().enter(subject('shop'), told('trigger', 1_000))).not.toThrow();
    expect(ledger().read(subject('shop')).flat()).toEqual([]);
  });

  test('a line that was cut, on a full disk, costs no other', () => {
    ledger().enter(subject('shop'), told('trigger', 1_000));
    const [name = ''] = readdirSync(join(temp, FOLDER));
    appendFileSync(join(temp, FOLDER, name), '26e90cc7');
    ledger().enter(subject('shop'), told('resolve', 2_000));
    expect(ledger().read(subject('shop', ONE))).toEqual([[told('trigger', 1_000), told('resolve', 2_000)]]);
  });

  test('is never written through a link', () => {
    ledger().enter(subject('shop'), told('trigger', 1_000));
    const [name = ''] = readdirSync(join(temp, FOLDER));
    const other = join(temp, 'other');
    writeFileSync(other, 'kept');
    rmSync(join(temp, FOLDER, name));
    symlinkSync(other, join(temp, FOLDER, name));
    ledger().enter(subject('shop'), told('resolve', 2_000));
    expect(readFileSync(other, 'utf8')).toBe('kept');
    expect(ledger().read(subject('shop', ONE))).toEqual([[told('resolve', 2_000)]]);
  });

  test('a pipe in its place loses the memory and holds nobody', () => {
    ledger().enter(subject('shop'), told('trigger', 1_000));
    const [name = ''] = readdirSync(join(temp, FOLDER));
    replaceByPipe(join(temp, FOLDER, name));
    expect(ledger().read(subject('shop')).flat()).toEqual([]);
    ledger().enter(subject('shop'), told('resolve', 2_000));
    expect(ledger().read(subject('shop', ONE))).toEqual([[told('resolve', 2_000)]]);
  });
});
