import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, posix } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalJob, startLocalJob } from '../../scripts/local-job.ts';
import { filesLike, ROOT, readText } from './files.ts';

// How long a run takes depends on the machine (`npm run bench`); what it loads does not.
const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
let job: LocalJob;

beforeAll(async () => {
  job = await startLocalJob();
});

afterAll(async () => {
  await job.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['failure', 'success', 'skipped'])('a step whose status is %s loads one file', async status => {
  const coverage = join(folder, status);
  await job.run(join(ROOT, 'dist/index.js'), status, { environment: { NODE_V8_COVERAGE: coverage } });
  const reports = readdirSync(coverage).map(name => JSON.parse(readFileSync(join(coverage, name), 'utf8')));
  const urls: string[] = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => url));
  expect(urls.filter(url => url.startsWith('file:')).map(url => basename(url))).toEqual(['index.js']);
});

test.each(['evidence/tools/', 'evidence/sources/', 'runner/command', 'verify/'])(
  'no import at the top of a file leads from index.ts to %s',
  late => {
    const reached = new Set(['index']);
    for (const file of reached) for (const other of importsAtTop(file)) reached.add(other);
    expect([...reached].filter(file => file.startsWith(late))).toEqual([]);
  },
);

function importsAtTop(file: string): string[] {
  const code = readText(`src/${file}.ts`);
  const imports = code.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)\.ts';$/gm);
  return [...imports].map(match => posix.join(dirname(file), match[1] ?? ''));
}

// Each of them is a file of its own in dist. A new one is worth it where most runs do without it, and it takes milliseconds.
test('few sources are loaded late', () => {
  const late = filesLike('src/*.ts').flatMap(path =>
    [...readText(path).matchAll(/\bimport\('(?!node:)([^']+)'\)/g)].map(match => `${path} ${match[1]}`),
  );
  expect(late).toEqual([
    'src/github/client.ts @actions/github',
    'src/index.ts ./runner/command.ts',
    'src/index.ts ./evidence/evidence-files.ts',
    'src/index.ts ./github/migration-source.ts',
    'src/index.ts ./pagerduty/rest.ts',
    'src/index.ts ./verify/verify.ts',
    'src/inputs/yaml.ts js-yaml',
    'src/post.ts ./index.js',
    'src/redaction/secret-finder.ts ./secretlint.ts',
    'src/verify.ts ./index.js',
  ]);
});
