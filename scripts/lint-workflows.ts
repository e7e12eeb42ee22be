// Checks workflows and actions with zizmor (pedantic), workflows and examples with actionlint, each in the version that
// stands here, from the cache of the end-to-end tests.
//   --required     a checker that this machine cannot have is a failure, not a skip
//   --sarif FILE   zizmor's findings go into FILE too, for GitHub's code scanning
import { spawnSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fromGo, fromPypi } from '../e2e/installers.ts';
import type { Installed } from '../e2e/tool.ts';

interface Checker {
  readonly name: string;
  readonly install: () => Promise<Installed>;
  readonly args: readonly string[];
}

const root = dirname(import.meta.dirname);
const actions = globSync(['action.yml', 'verify/action.yml'], { cwd: root });
// Without a token zizmor leaves out what it would ask GitHub: whether a pinned commit is what its comment says.
const ZIZMOR = ['--pedantic', '--no-progress', ...(process.env.GH_TOKEN ? [] : ['--offline'])];
const CHECKERS: readonly Checker[] = [
  { name: 'zizmor', install: () => fromPypi('zizmor==1.32.0'), args: [...ZIZMOR, '.github', ...actions] },
  {
    name: 'actionlint',
    install: () => fromGo('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', ''),
    args: [...globSync(['.github/workflows/*.yml', 'examples/*.yml'], { cwd: root })],
  },
];

const { values } = parseArgs({ options: { required: { type: 'boolean', default: false }, sarif: { type: 'string' } } });

for (const { name, install, args } of CHECKERS) {
  const installed = await install().catch((error: Error) => error);
  if (installed instanceof Error) {
    console.log(`${values.required ? 'FAILED ' : 'skipped'} ${name}: it could not be installed. ${installed.message}`);
    if (values.required) process.exitCode = 1;
    continue;
  }
  const command = join(installed.path[0] ?? '', name);
  if (name === 'zizmor' && values.sarif !== undefined) {
    const { stdout } = spawnSync(command, ['--format', 'sarif', ...args], { cwd: root, encoding: 'utf8' });
    writeFileSync(values.sarif, stdout);
  }
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(status === 0 ? `ok      ${name} ${installed.version}` : `FAILED  ${name} ${installed.version}`);
  if (status !== 0) process.exitCode = 1;
}
