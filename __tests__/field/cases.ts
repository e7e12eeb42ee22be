import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An output in the form of the field, and what a senior engineer expects of the page. */
export interface FieldCase {
  /** `family/file`. A name that ends in .json is given as `report`, any other as `log`. */
  readonly name: string;
  readonly bytes: Buffer;
  readonly status: string;
  /** Alternatives with `|`; empty: any. So for `state` and `category`. */
  readonly action: string;
  readonly state: string;
  /** Regular expressions; empty: any, `-`: none may be claimed. */
  readonly tool: string;
  readonly migration: string;
  /** A regular expression, to be found in the page's title or its error; empty: any. */
  readonly error: string;
  readonly category: string;
  /** Texts that may appear nowhere in what is sent or shown. */
  readonly absent: readonly string[];
  /** A word for the kind of difficulty. */
  readonly kind: string;
}

const ROOT = join(import.meta.dirname, '..', 'fixtures', 'field');

/** The names of the families of outputs: a folder each, with a table `cases.tsv`. */
export const FAMILIES: readonly string[] = readdirSync(ROOT).sort();

/** The cases of a family, in the order of its table. */
export function casesOf(family: string): readonly FieldCase[] {
  const [head = '', ...rows] = readFileSync(join(ROOT, family, 'cases.tsv'), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = head.split('\t');
  return rows.map(row => {
    const cells = row.split('\t');
    const cell = (column: string): string => cells[columns.indexOf(column)]?.trim() ?? '';
    const file = cell('file');
    return {
      name: `${family}/${file}`,
      bytes: readFileSync(join(ROOT, family, file)),
      status: cell('status'),
      action: cell('action'),
      state: cell('state'),
      tool: cell('tool'),
      migration: cell('migration'),
      error: cell('error'),
      category: cell('category'),
      absent: cell('absent')
        .split('|')
        .filter(text => text !== ''),
      kind: cell('kind'),
    };
  });
}
