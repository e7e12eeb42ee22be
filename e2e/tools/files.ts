import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes the files into the folder, by their paths within it. */
export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** The same for files of which each holds one thing of a list. */
export function writeEach<T>(
  folder: string,
  items: readonly T[],
  file: (item: T) => [path: string, content: string],
): void {
  writeFiles(folder, Object.fromEntries(items.map(file)));
}

/** Removes what an earlier writing left, within the folder. */
export function removeFiles(folder: string, path: string): void {
  rmSync(join(folder, path), { recursive: true, force: true });
}
