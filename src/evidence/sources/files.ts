import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import type { FileReading, Files } from './sources.ts';

/** The file system, regular files only: a link could point anywhere, a pipe would never end. Nor is a drive that hangs waited for. */
export const files: Files = boundReading({ read: readRegularFile }, 10_000);

/** `files`, which answer within `mostMs` milliseconds whatever they do: the page waits for them. */
export function boundReading(files: Files, mostMs: number): Files {
  return {
    async read(path, limits) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<FileReading>(settle => {
        timer = setTimeout(() => settle({ kind: 'late', afterMs: mostMs }), mostMs);
      });
      return Promise.race([files.read(path, limits), late]).finally(() => clearTimeout(timer));
    },
  };
}

async function readRegularFile(
  path: string,
  limits: { readonly head: number; readonly tail: number },
): Promise<FileReading> {
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

async function readParts(
  handle: FileHandle,
  { size, mtime }: Stats,
  limits: { readonly head: number; readonly tail: number },
): Promise<FileReading> {
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
