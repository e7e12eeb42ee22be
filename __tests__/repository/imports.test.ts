import { dirname, join } from 'node:path/posix';
import { expect, test } from '@jest/globals';
import { filesLike, readText } from './files.ts';

/** A file, or a folder with a slash at its end, and its place in the order of stages. */
interface Stage {
  readonly name: string;
  readonly place: number;
  readonly world: boolean;
}

const STAGES = readStages(readText('docs/architecture.md'));
const SOURCES = filesLike('src/*.ts').map(path => path.slice('src/'.length).replace(/\.ts$/, ''));
// What only a file of the world may use: everything that reads or changes something outside of the process, or is never the same twice.
const WORLD =
  /from 'node:(?:fs|fs\/promises|http|https|net|tls|dns|os|child_process|worker_threads|timers\/promises)'|from '@actions\/(?!http-client\/lib\/proxy)|\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\(|\bfetch\(|\bconsole\./;

test('the list of stages names every source, and nothing else', () => {
  const unnamed = SOURCES.filter(file => stageOf(file) === undefined);
  const absent = STAGES.filter(({ name }) => !SOURCES.some(file => file === name || file.startsWith(folder(name))));
  expect({ unnamed, absent: absent.map(stage => stage.name) }).toEqual({ unnamed: [], absent: [] });
});

test.each(SOURCES)('%s imports from above only', file => {
  const wrong = importsOf(file).filter(other => !mayImport(file, other));
  expect(wrong).toEqual([]);
});

test('no two sources import each other, however far round', () => {
  expect(SOURCES.map(file => findCircle(file)).filter(circle => circle.length > 0)).toEqual([]);
});

test.each(SOURCES.filter(file => !stageOf(file)?.world))('%s leaves the world alone', file => {
  expect(withoutComments(readText(`src/${file}.ts`)).match(WORLD)).toBeNull();
});

function readStages(document: string): Stage[] {
  const block = /```text\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
  return block.split('\n').flatMap((line, place) => {
    const names = line.split(/ {2,}/)[0]?.split(' ') ?? [];
    return names.filter(name => name !== '').map(name => ({ name, place, world: line.includes(' WORLD ') }));
  });
}

// A file that has a line of its own stands there, although its folder has one, too.
function stageOf(file: string): Stage | undefined {
  return STAGES.find(({ name }) => name === file) ?? STAGES.find(({ name }) => file.startsWith(folder(name)));
}

function folder(name: string): string {
  return name.endsWith('/') ? name : '\0';
}

function mayImport(file: string, other: string): boolean {
  const own = stageOf(file);
  const its = stageOf(other);
  if (own === undefined || its === undefined) return false;
  return its.place <= own.place || topFolder(file) === topFolder(other);
}

function topFolder(file: string): string {
  return file.includes('/') ? `${file.split('/')[0]}/` : file;
}

function importsOf(file: string): string[] {
  const matches = withoutComments(readText(`src/${file}.ts`)).matchAll(/(?:from|import\() ?'(\.[^']+)\.[jt]s'/g);
  const paths = [...matches].map(match => join(dirname(file), match[1] ?? ''));
  return paths.filter(path => !path.startsWith('..'));
}

function findCircle(file: string): string[] {
  const seen = new Set<string>();
  const visit = (other: string): string[] => {
    if (other === file && seen.size > 0) return [file];
    if (seen.has(other)) return [];
    seen.add(other);
    const rest = importsOf(other)
      .map(visit)
      .find(way => way.length > 0);
    return rest === undefined ? [] : [other, ...rest];
  };
  return visit(file);
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*$/gm, '');
}
