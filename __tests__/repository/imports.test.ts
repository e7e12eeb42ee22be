import { dirname, join } from 'node:path/posix';
import { expect, test } from '@jest/globals';
import { filesLike, readText } from './files.ts';

/** A folder with a slash at its end, or a file, and its place in the order of stages. */
interface Stage {
  readonly name: string;
  readonly place: number;
  /** Which of its files may touch the world. */
  readonly world: 'all' | readonly string[];
}

const STAGES = readStages(readText('docs/architecture.md'));
const SOURCES = filesLike('src/*.ts').map(path => path.slice('src/'.length).replace(/\.ts$/, ''));
const LONGEST = 170;
const MOST_FILES = 20;
/** Its folders hold a file for each tool and each kind of error: as many as there are. */
const OF_ANY_NUMBER = 'evidence/';
// What only a file of the world may use: everything that reads or changes something outside of the process, or is never the same twice.
const WORLD =
  /from 'node:(?:fs|fs\/promises|http|https|net|tls|dns|os|child_process|worker_threads|timers\/promises)'|from '(?:[./]*node_modules\/)?@actions\/(?!http-client\/lib\/proxy)|\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\(|\bfetch\(|\bconsole\./;

test('the list of stages names every source, and nothing else', () => {
  const unnamed = SOURCES.filter(file => stageOf(file) === undefined);
  const absent = STAGES.filter(stage => !SOURCES.some(file => stageOf(file) === stage));
  const named = STAGES.flatMap(({ name, world }) => (world === 'all' ? [] : world.map(file => `${name}${file}`)));
  expect({
    unnamed,
    absent: absent.map(stage => stage.name),
    world: named.filter(file => !SOURCES.includes(file)),
  }).toEqual({ unnamed: [], absent: [], world: [] });
});

test.each(SOURCES)('%s imports from its own stage or from above', file => {
  expect(importsOf(file).filter(other => !mayImport(file, other))).toEqual([]);
});

test('no two sources import each other, however far round', () => {
  expect(SOURCES.map(file => findCircle(file)).filter(circle => circle.length > 0)).toEqual([]);
});

test.each(SOURCES.filter(file => !isOfWorld(file)))('%s leaves the world alone', file => {
  expect(withoutComments(readText(`src/${file}.ts`)).match(WORLD)).toBeNull();
});

test('no source is long, and no folder full', () => {
  const long = SOURCES.filter(file => readText(`src/${file}.ts`).split('\n').length - 1 > LONGEST);
  const filesIn = Map.groupBy(SOURCES, dirname);
  const full = [...filesIn].filter(([folder, files]) => files.length > MOST_FILES && !folder.startsWith(OF_ANY_NUMBER));
  expect({ long, full: full.map(([folder]) => folder) }).toEqual({ long: [], full: [] });
});

function readStages(document: string): Stage[] {
  const block = /```text\n([\s\S]*?)```/.exec(document)?.[1] ?? '';
  return block.split('\n').flatMap((line, place) => {
    const [names = '', rest = ''] = line.split(/ {2,}(.*)/);
    const [, marked, files] = /^(WORLD)(?:\(([^)]*)\))?(?: |$)/.exec(rest) ?? [];
    const world = marked !== undefined && files === undefined ? 'all' : (files?.split(' ') ?? []);
    const stages = names.split(' ').filter(name => name !== '');
    return stages.map(name => ({ name, place, world }));
  });
}

// The longest name counts: a file or a folder with a line of its own stands there, although the folder around it has one, too.
function stageOf(file: string): Stage | undefined {
  const holding = STAGES.filter(({ name }) => name === file || (name.endsWith('/') && file.startsWith(name)));
  return holding.sort((one, other) => other.name.length - one.name.length)[0];
}

function isOfWorld(file: string): boolean {
  const stage = stageOf(file);
  if (stage === undefined) return false;
  return stage.world === 'all' || stage.world.some(each => `${stage.name}${each}` === file);
}

function mayImport(file: string, other: string): boolean {
  const own = stageOf(file);
  const its = stageOf(other);
  return own !== undefined && its !== undefined && its.place <= own.place;
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
      .find(path => path.length > 0);
    return rest === undefined ? [] : [other, ...rest];
  };
  return visit(file);
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*$/gm, '');
}
