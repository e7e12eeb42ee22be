import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { lexer, walkTokens } from 'marked';
import { filesLike, ROOT, readText } from './files.ts';

/** A shell block of a document; `mark` is what follows the language: `not run: WHY`, or `run by FILE`. */
interface Block {
  readonly where: string;
  readonly mark: string;
  readonly text: string;
}

const BLOCKS = filesLike('*.md')
  .filter(path => !path.includes('/fixtures/'))
  .flatMap(path => blocksOf(path, readText(path)));
const RUN = BLOCKS.filter(({ mark }) => !mark.startsWith('not run: '));

test('blocks and their marks are found', () => {
  expect(blocksOf('a.md', '```sh run by b.ts\nnpm test\n```\n- x\n  ```bash\n  ls\n  ```\n')).toEqual([
    { where: 'a.md: npm test', mark: 'run by b.ts', text: 'npm test' },
    { where: 'a.md: ls', mark: '', text: 'ls' },
  ]);
});

test('documents show what to run', () => {
  expect(RUN.length).toBeGreaterThan(2);
});

describe('a command is run by a file of this repository, or the block says why nobody runs it', () => {
  test.each(BLOCKS)('$where', ({ mark }) => {
    expect(mark).toMatch(/^(?:not run: \w|run by \S+$)/);
  });

  test.each(RUN)('$where, by that file', ({ mark, text }) => {
    const runner = mark.replace('run by ', '');
    expect(existsSync(join(ROOT, runner))).toBe(true);
    const tried = readText(runner).replaceAll(/ --silent| --ignore-scripts/g, '');
    expect(commandsOf(text).filter(command => !tried.includes(command))).toEqual([]);
  });
});

/** The commands that are the repository's own: of the others (git, cd) a reader knows what they do. */
function commandsOf(text: string): string[] {
  const parts = text.split(/\n|&&/).map(part => part.replace(/#.*/, '').trim());
  return parts.filter(part => /^(?:npm|node|bash) /.test(part)).map(part => part.replace(/ --ignore-scripts/, ''));
}

function blocksOf(path: string, markdown: string): Block[] {
  const found: Block[] = [];
  walkTokens(lexer(markdown), token => {
    if (token.type !== 'code') return;
    const [language = '', ...rest] = (token.lang ?? '').split(' ');
    if (!/^(?:sh|bash|shell|console)$/.test(language)) return;
    found.push({ where: `${path}: ${token.text.split('\n')[0]}`, mark: rest.join(' '), text: token.text });
  });
  return found;
}
