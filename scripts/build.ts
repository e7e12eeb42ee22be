// Compiles src to lib and bundles lib to dist: minified, with the licences of what is bundled. Byte-for-byte reproducible.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle } from './bundle.ts';
import { markEager, type Place } from './eager-functions.ts';
import { licencesOf, packagesOf } from './licences.ts';
import { rehearse } from './rehearsal.ts';

const root = join(import.meta.dirname, '..');
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const write = (name: string, text: string): void => {
  const path = join(root, 'dist', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

for (const folder of ['lib', 'dist']) rmSync(join(root, folder), { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
const { files, modules } = await bundle(root);
for (const [name, code] of files) write(name, code);
write('package.json', '{"type":"module"}\n');
write('licenses.txt', licencesOf(packagesOf(modules), root));
// Other ways into the same bundle.
for (const entry of ['post.js', 'verify.js']) copyFileSync(join(root, 'lib', entry), join(root, 'dist', entry));

const index = join(root, 'dist/index.js');
writeFileSync(index, markEager(readFileSync(index, 'utf8'), await findRun(index)));

/** The functions of `script` that run when a page goes out, or closes an incident: a rehearsal tells. */
async function findRun(script: string): Promise<ReadonlySet<Place>> {
  const { file, run, close } = await rehearse();
  const folder = join(dirname(file('nothing', '')), 'coverage');
  // https://nodejs.org/api/cli.html#node_v8_coveragedir. With passwords of every kind in it, so that the builder's own
  // folders (`/tmp/a=b`) make no difference.
  const environment = {
    NODE_V8_COVERAGE: folder,
    ONE: 'postgres://app:p-a-s-s=1@db/shop',
    OTHER: 'postgres://app:p/a@s@db',
  };
  for (const status of ['failure', 'success']) await run(script, status, { environment });
  const reports = readdirSync(folder).map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage);
  await close();
  const functions = reports
    .flatMap(({ result }) => result.filter(({ url }) => url === pathToFileURL(script).href))
    .flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0]));
  const ran = functions.filter(range => range !== undefined && range.count > 0);
  return new Set(ran.map(range => `${range?.startOffset ?? 0}-${range?.endOffset ?? 0}` as const));
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
    }[];
  }[];
}
