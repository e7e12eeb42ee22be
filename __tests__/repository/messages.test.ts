import { expect, test } from '@jest/globals';
import { filesLike, readText } from './files.ts';

/** What a person reads in a transcript: annotations, the reason, the log's line, the job summary, the texts of the page. */
const READ =
  /^(?:::(?:error|warning|notice) |reason=|(?:The|Nothing|Nobody|Not|Dry run)\b|<)|^\s*"(?:summary|next_step|database_state)":/;

/** What no sentence of ours has, wherever its parts come from. */
const UNSOUND: readonly (readonly [name: string, RegExp])[] = [
  ['two full stops', /[^.\s]\.\.(?!\.|\/)/],
  ['a full stop behind a space', /\s\.(?=\s|$)/],
  ['a full stop behind another sign', /[?!…]\.(?!\.)/],
  ['two spaces', /[\p{L}.,;:)]\u0020{2}[\p{L}(]/u],
  ['a text that is missing', /\b(?:undefined|null|NaN)\b|\[object /],
  ['an unusual word', /\b(?:mend(?:s|ed|ing)?|heed(?:s|ed)?|at hand|as written\b(?<!exactly as written))\b/i],
];

const GOLDEN = filesLike('__tests__/golden/*.txt').filter(path => !path.includes('/hostile/'));

test.each(GOLDEN)('%s reads well', path => {
  const lines = readText(path)
    .split('\n')
    // The excerpt of a log, and the event, are not sentences of ours.
    .filter(line => READ.test(line) && !line.startsWith('<pre>') && !line.startsWith('Dry run, not sent'));
  expect(lines.flatMap(faultsIn)).toEqual([]);
});

/** Literals of the sources that are whole sentences. */
const SENTENCE = /(['"`])((?:[A-Z][\w-]*|[a-z-]+:) (?:(?!\1)[^\\\n]|\\.){12,}?)\1/g;

test.each(
  filesLike('src/*.ts', 'demo/*.ts').filter(path => !/\/(?:redaction|evidence\/(?:lines|databases))\//.test(path)),
)('%s has sentences in plain words', path => {
  const literals = [...readText(path).matchAll(SENTENCE)].map(match => match[2] ?? '');
  expect(literals.filter(text => !/[\\^]|\$\{/.test(text)).flatMap(faultsIn)).toEqual([]);
});

test.each([
  ['It is us..', ['two full stops']],
  ['Is it right?.', ['a full stop behind another sign']],
  ['It is . Right', ['a full stop behind a space']],
  ['It  is', ['two spaces']],
  ['It got undefined.', ['a text that is missing']],
  ['Mend it.', ['an unusual word']],
  ['It is kept exactly as written.', []],
  ['Wait ... and see ../docs/x.md', []],
])('%s', (text, names) => {
  expect(UNSOUND.filter(([, sign]) => sign.test(text)).map(([name]) => name)).toEqual(names);
});

function faultsIn(text: string): string[] {
  return UNSOUND.filter(([, sign]) => sign.test(text)).map(([name]) => `${name}: ${text}`);
}
