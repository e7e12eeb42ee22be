import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FileSearch } from '../../../src/evidence/sources/file-pattern.ts';
import { boundReading, files } from '../../../src/evidence/sources/files.ts';
import type { FileReading, Files } from '../../../src/evidence/sources/sources.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('files', () => {
  test.each([
    ['all of it', { head: 10, tail: 0 }, '0123456789', ''],
    ['the head', { head: 4, tail: 0 }, '0123', ''],
    ['head and tail', { head: 2, tail: 3 }, '01', '789'],
    ['head and tail that meet', { head: 4, tail: 20 }, '0123', '456789'],
    ['more than there is', { head: 100, tail: 100 }, '0123456789', ''],
  ])('reads %s', async (_name, limits, head, tail) => {
    const path = await write('ten', '0123456789');
    const reading = await files.read(path, limits);
    if (reading.kind !== 'read') throw new Error(reading.kind);
    expect([decode(reading.head), decode(reading.tail), reading.size]).toEqual([head, tail, 10]);
  });

  test('tells when it was written', async () => {
    const path = await write('dated', '');
    const at = new Date('2026-11-23T10:05:00Z');
    await utimes(path, at, at);
    expect(await files.read(path, { head: 1, tail: 1 })).toEqual({
      kind: 'read',
      head: new Uint8Array(),
      tail: new Uint8Array(),
      size: 0,
      modifiedAt: at,
    });
  });

  test('what is not there is missing', async () => {
    expect(await files.read(join(folder, 'nothing'), { head: 1, tail: 0 })).toEqual({ kind: 'missing' });
    expect(await files.read(join(await write('plain', ''), 'under-a-file'), { head: 1, tail: 0 })).toEqual({
      kind: 'missing',
    });
  });

  test('only regular files', async () => {
    const target = await write('target', 'secret');
    const link = join(folder, 'link');
    await symlink(target, link);
    expect(await files.read(link, { head: 9, tail: 0 })).toEqual({ kind: 'not-a-file', what: 'a symbolic link' });
    expect(await files.read(folder, { head: 9, tail: 0 })).toEqual({ kind: 'not-a-file', what: 'a directory' });
  });

  const unix = process.platform === 'win32' ? test.skip : test;
  unix('a named pipe does not hold it up, nor does a device', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await files.read(pipe, { head: 9, tail: 0 })).toEqual({ kind: 'not-a-file', what: 'a named pipe' });
    expect(await files.read('/dev/zero', { head: 9, tail: 0 })).toEqual({ kind: 'not-a-file', what: 'a device' });
  });

  test('whatever else goes wrong is a value', async () => {
    expect(await files.read('a\0b', { head: 9, tail: 0 })).toMatchObject({ kind: 'failed' });
    expect(await files.read('x'.repeat(5000), { head: 9, tail: 0 })).toMatchObject({ kind: 'failed' });
  });
});

describe('reading ends in time', () => {
  const limits = { head: 1, tail: 1 };
  const find: Files['find'] = () => new Promise<FileSearch>(() => {});

  test('although the drive hangs', async () => {
    const hanging = boundReading({ read: () => new Promise<FileReading>(() => {}), find }, 20);
    expect(await hanging.read('m.log', limits)).toEqual({ kind: 'late', afterMs: 20 });
    expect(await hanging.find('logs/*.log', 9)).toEqual({ kind: 'late', afterMs: 20, folder: resolve('logs') });
  });

  test('and what answers is what was read', async () => {
    const bounded = boundReading({ read: async () => ({ kind: 'missing' }), find }, 20);
    expect(await bounded.read('m.log', limits)).toEqual({ kind: 'missing' });
  });
});
