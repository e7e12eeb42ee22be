import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { expect, test } from '@jest/globals';
import { filesLike, ROOT, readText } from './files.ts';
import { anchorsOf, linksOf } from './markdown.ts';

const DOCUMENT = `# A \`b\` & [c](d.md#x) <br>
![p](q.png) <img src="z.png"> <a id="own"></a>
| a |
| --- |
| [k](l.md) |
\`\`\`
[not](a-link.md)
\`\`\`
## A \`b\` & c
`;

test('links and anchors are found wherever they stand', () => {
  expect(linksOf(DOCUMENT)).toEqual(['d.md#x', 'q.png', 'z.png', 'l.md']);
  expect(anchorsOf(DOCUMENT)).toEqual(['a-b--c-', 'a-b--c', 'own']);
});

const DOCUMENTS = filesLike('*.md').filter(path => !path.includes('/fixtures/'));

test('there are documents', () => {
  expect(DOCUMENTS).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/recipes.md']));
});

test.each(DOCUMENTS)('%s points at files and anchors that are there', path => {
  expect(linksOf(readText(path)).filter(target => !leadsSomewhere(path, target))).toEqual([]);
});

/** Whether a target, seen from a document, is there. Addresses outside the repository count as such: nobody is asked. */
function leadsSomewhere(from: string, target: string): boolean {
  if (/^https:\/\/\S+$/.test(target) || target.startsWith('mailto:')) return true;
  const [file = '', anchor] = decodeURIComponent(target).split('#');
  const path = file === '' ? from : join(dirname(from), file);
  if (path.startsWith('..') || !existsSync(join(ROOT, path))) return false;
  return anchor === undefined || (path.endsWith('.md') && anchorsOf(readText(path)).includes(anchor));
}
