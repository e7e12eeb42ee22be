import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { splitPattern } from './file-pattern.ts';
import { findFiles } from './file-search.ts';
import type { FileReading, Files, ReadLimits } from './sources.ts';

/** The file system, regular files only: a link could point anywhere, a pipe would never end. Nor is a drive that hangs waited for. */
export const files: Files = boundReading({ read: readRegularFile, find: findFiles }, 10_000);

/** `files`, which answer within `mostMs` milliseconds whatever they do: the page waits for them. */
export function boundReading(files: Files, mostMs: number): Files {
  const late = { kind: 'late', afterMs: mostMs } as const;
  return {
    read: (path, limits) => endInTime(files.read(path, limits), mostMs, late),
    find: (pattern, most) =>
      endInTime(files.find(pattern, most), mostMs, { ...late, folder: resolve(splitPattern(pattern).folder) }),
  };
}

function endInTime<T>(answer: Promise<T>, mostMs: number, late: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<T>(settle => {
    timer = setTimeout(() => settle(late), mostMs);
  });
  return Promise.race([answer, end]).finally(() => clearTimeout(timer));
}

async function readRegularFile(path: string, limits: ReadLimits): Promise<FileReading> {
  let handle: FileHandle | undefined;
  try {
    // Windows knows no O_NOFOLLOW: look first there.
    const before = await lstat(path);
    if (!before.isFile()) return { kind: 'not-a-file', what: describeKind(before) };
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) return { kind: 'not-a-file', what: describeKind(stats) };
    return await readParts(handle, stats, limits);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR') return { kind: 'missing' };
    return codeOf(thrown) === 'ELOOP' ? { kind: 'not-a-file', what: 'a symbolic link' } : { kind: 'failed', thrown };
  } finally {
    await handle?.close().catch(() => undefined);
  }
}

async function readParts(handle: FileHandle, { size, mtime }: Stats, limits: ReadLimits): Promise<FileReading> {
  const head = await readAt(handle, 0, Math.min(size, limits.head));
  const tailFrom = Math.max(head.length, size - limits.tail);
  const tail = limits.tail === 0 ? new Uint8Array() : await readAt(handle, tailFrom, size - tailFrom);
  return { kind: 'read', head, tail, size, modifiedAt: mtime };
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, length));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function describeKind(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
}
