/** A file that a pattern found. */
export interface FoundFile {
  readonly path: string;
  /** The path below the pattern's folder, with `/` on every system. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** What came of looking for the files that fit a pattern. `folder` is where it was looked, absolute. */
export type FileSearch =
  | {
      readonly kind: 'found';
      readonly folder: string;
      /** Regular files, sorted by name. */
      readonly files: readonly FoundFile[];
      /** How many there are in all. */
      readonly fitting: number;
      /** Symbolic links that fit, and are not followed. */
      readonly links: number;
      /** The folders hold more than was looked at. */
      readonly cut: boolean;
    }
  | { readonly kind: 'no-folder'; readonly folder: string }
  /** It did not end in time, as on a network drive that hangs. */
  | { readonly kind: 'late'; readonly folder: string; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly folder: string; readonly thrown: unknown };

/** The paths and patterns that an input holds, one a line. */
export function readPaths(text: string): readonly string[] {
  return [...new Set(text.split(/[\r\n]+/).map(line => line.trim()))].filter(line => line !== '');
}

/** Whether `path` may be a pattern, where no file has just that name. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/**
 * The folder that a pattern begins with, with a slash at its end (empty: none), and what is a pattern in it, for `glob`. Only `*`, `?` and
 * `**` stand for something else than themselves: folders are called `[tenant]`, and files `report (1).json`.
 */
export function splitPattern(pattern: string): { readonly folder: string; readonly rest: string } {
  const path = pattern.replaceAll('\\', '/');
  const before = path.lastIndexOf('/', path.search(/[*?]/)) + 1;
  // The glob of Node.js has no way to write them that holds for all: one character stands for each.
  return { folder: path.slice(0, before), rest: path.slice(before).replace(/[[\]{}()]/g, '?') };
}
