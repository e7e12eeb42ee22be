import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { lexer, walkTokens } from 'marked';
import { TABLE } from '../../src/decision/decision-table.ts';
import { readEvidenceFromTexts } from '../../src/evidence/evidence.ts';
import { TOOLS } from '../../src/evidence/tools/tools.ts';
import { filesLike, ROOT, readText } from './files.ts';
import { headingsOf } from './markdown.ts';

const DOCUMENTS = filesLike('*.md').filter(path => !path.includes('/fixtures/'));
const FOLDERS = /^(?:src|scripts|docs|e2e|emulator|demo|__tests__|examples|verify|dist|\.github|\.ci)\/[\w./-]*$/;

test.each(DOCUMENTS)('%s names files that are there', path => {
  const names = codeOf(readText(path)).spans.filter(code => FOLDERS.test(code));
  expect(names.filter(name => !existsSync(join(ROOT, name)))).toEqual([]);
});

test.each(DOCUMENTS)('%s names commands that are there', path => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> };
  const called = [...readText(path).matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(match => match[1] ?? '');
  expect(called.filter(name => !(name in scripts))).toEqual([]);
});

test.each(DOCUMENTS)('%s shows YAML that is YAML', path => {
  const blocks = codeOf(readText(path)).blocks.filter(block => /^ya?ml$/.test(block.language));
  expect(blocks.map(({ text }) => loadAll(text)).length).toBe(blocks.length);
});

// Whoever knows a tool must find it, and its name is what the page says.
test('the recipes have a section for each tool', () => {
  const headings = headingsOf(readText('docs/recipes.md'));
  expect(TOOLS.map(tool => tool.name).filter(name => !headings.includes(name))).toEqual([]);
});

// Not every tool can be run where the samples were made.
const RUN = TOOLS.map(tool => tool.name).filter(
  name => !['Atlas', 'Confiture', 'Prisma'].includes(name) && sampleOf(name) !== '',
);

test.each(RUN)('the recipes say of %s what the page really knows', name => {
  const [, section = ''] = readText('docs/recipes.md').split(`\n## ${name}\n`);
  const row = /\| --- \| --- \| --- \| --- \|\n\|(.*)\|/.exec(section)?.[1]?.split(' | ') ?? [];
  const [migration, error, errorType, state] = row.map(cell => /`([^`]+)`/.exec(cell)?.[1]);
  const evidence = readEvidenceFromTexts('', sampleOf(name));
  const detail = evidence?.stateDetail === undefined ? '' : ` (${evidence.stateDetail})`;
  expect({ migration, error, errorType, state }).toEqual({
    migration: evidence?.migration,
    error: evidence?.error,
    errorType: evidence?.errorType,
    state: `${evidence?.databaseState}${detail}`,
  });
});

test('the recipes say of Confiture what the page really knows, from its report and from its text', () => {
  const row = /^\| state \|(.*)\|$/m.exec(readText('docs/recipes.md'))?.[1]?.split(' | ') ?? [];
  const folder = '__tests__/fixtures/evidence/confiture-1.29';
  const told = [
    readEvidenceFromTexts(readText(`${folder}-report/sql.report.json`), ''),
    readEvidenceFromTexts('', readText(`${folder}/sql.stdout`)),
  ];
  expect(row.map(cell => /`([^`]+)`/.exec(cell)?.[1])).toEqual(
    told.map(evidence => `${evidence?.databaseState} (${evidence?.stateDetail})`),
  );
});

// Rules of event orchestrations match on these names.
test('the set-up guide lists every custom detail of ours', () => {
  const [, source = ''] = readText('src/page/custom-details.ts').split('function composeDetails');
  const [ours = ''] = source.split('function composeCustomDetails');
  const known = [...ours.matchAll(/^ {4}(\w+):/gm)].map(match => match[1] ?? '');
  const [, section = ''] = readText('docs/pagerduty-setup.md').split('\n## 4. ');
  const listed = codeOf(section.split('\n## ')[0] ?? '').spans;
  expect([...listed].sort()).toEqual([...known].sort());
});

test('README shows the table of decisions, row by row', () => {
  const [, section = ''] =
    /<!-- decisions:begin[^\n]*-->\n([\s\S]*?)<!-- decisions:end -->/.exec(readText('README.md')) ?? [];
  const shown = section.trim().split('\n').slice(2);
  expect(shown).toEqual(TABLE.map(({ status, evidence, action }) => `| ${status} | ${evidence} | ${action} |`));
});

// A rule that routes by one of these sends the resolve elsewhere, and the incident stays open.
test('the set-up guide says which custom details a trigger alone has', () => {
  const known = [...readText('src/page/custom-details.ts').matchAll(/^ {4}(\w+): (?:opens \?|await redactTime)/gm)].map(
    match => match[1] ?? '',
  );
  const line = /^- \*\*In a trigger alone:.*$/m.exec(readText('docs/pagerduty-setup.md'))?.[0] ?? '';
  expect(codeOf(line).spans.toSorted()).toEqual(known.toSorted());
});

/** What the tool really printed as the second of three migrations failed. */
function sampleOf(name: string): string {
  const folder = { 'drizzle-kit': 'drizzle-kit-0.31.9' }[name] ?? name.toLowerCase();
  const there = ['combined', 'stdout', 'stderr']
    .map(stream => `__tests__/fixtures/evidence/${folder}/sql.${stream}`)
    .filter(path => existsSync(join(ROOT, path)));
  const mixed = there.filter(path => path.endsWith('combined'));
  const paths = mixed.length > 0 ? mixed : there;
  return paths.map(readText).join('');
}

test("the guide for the person on call lists every state of the database, in the output's words", () => {
  const listed = [...readText('docs/on-call.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(match => match[1] ?? '');
  const type = /type DatabaseState =([^;]+)/.exec(readText('src/evidence/tools/rule.ts'))?.[1] ?? '';
  expect(listed.toSorted()).toEqual([...type.matchAll(/'([\w-]+)'/g)].map(match => match[1] ?? '').toSorted());
});

test('the guide for the person on call says of every tool of the recipes how to look at its state', () => {
  const tools = [...readText('docs/recipes.md').matchAll(/^\| migration \| error \| type/gm)].map(
    ({ index }) => readText('docs/recipes.md').slice(0, index).split('\n## ').at(-1)?.split('\n')[0],
  );
  const listed = [...readText('docs/on-call.md').matchAll(/^\| ([\w\\* -]+) \| (?:`|\|)/gm)].map(match =>
    match[1]?.replaceAll('\\', '').trim(),
  );
  expect(tools.length).toBeGreaterThan(15);
  expect(tools.filter(tool => !listed.includes(tool))).toEqual([]);
});

test('the recipes list every category of errors, and no other', () => {
  const [, section = ''] = readText('docs/recipes.md').split('\n## Kinds of errors\n');
  const listed = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1]);
  const [, categories = ''] =
    /const CATEGORIES = \[([^\]]+)\]/.exec(readText('src/evidence/databases/category-name.ts')) ?? [];
  expect(listed).toEqual(categories.match(/\w+/g));
});

test.each([
  ['README.md', 200],
  ['CONTRIBUTING.md', 40],
])('%s has at most %i lines', (path, most) => {
  expect(readText(path).trimEnd().split('\n').length).toBeLessThanOrEqual(most);
});

function codeOf(markdown: string): { spans: string[]; blocks: { language: string; text: string }[] } {
  const spans: string[] = [];
  const blocks: { language: string; text: string }[] = [];
  walkTokens(lexer(markdown), token => {
    if (token.type === 'codespan') spans.push(token.text);
    if (token.type === 'code') blocks.push({ language: token.lang ?? '', text: token.text });
  });
  return { spans, blocks };
}
