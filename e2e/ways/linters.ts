import { execFile } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACTION, completeWorkflow, snippetsOf } from '../../__tests__/repository/snippets.ts';
import { fromGo, fromPypi } from '../installers.ts';
import type { Installed } from '../tool.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** A checker of workflows, and how it is called with files. */
export type Linter = { install: () => Promise<Installed>; command: string; args: (folder: string) => string[] };

// Ours is shown by its major tag, which is what most readers want.
const OURS = `${ACTION.split('/')[0]}/*`;
const ZIZMOR_CONFIG = `rules: { unpinned-uses: { config: { policies: { '${OURS}': ref-pin, '*': hash-pin } } } }\n`;

/** What others' tools find in examples, and in the workflows that README and docs show. GitHub's own is part of `npm test`. */
export const LINTERS: Record<string, Linter> = {
  actionlint: {
    install: () => fromGo('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12', ''),
    command: 'actionlint',
    args: folder => [...examples(), ...globSync(join(folder, '*.yml'))],
  },
  zizmor: {
    install: () => fromPypi('zizmor==1.32.0'),
    command: 'zizmor',
    args: folder => ['--offline', '--no-progress', '--config', join(folder, 'zizmor.yaml'), ...examples()],
  },
};

/** Gives what a linter says; empty when it finds nothing wrong. Rejects with Missing when this machine cannot have it. */
export async function lint({ install, command, args }: Linter): Promise<string> {
  const installed = await install();
  const folder = mkdtempSync(join(tmpdir(), 'ways-lint-'));
  try {
    writeSnippets(folder);
    writeFileSync(join(folder, 'zizmor.yaml'), ZIZMOR_CONFIG);
    return await new Promise(resolve => {
      execFile(join(installed.path[0] ?? '', command), args(folder), { cwd: ROOT }, (error, stdout, stderr) =>
        resolve(error === null ? '' : `${stdout}${stderr}` || String(error)),
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function examples(): string[] {
  return globSync('examples/*.yml', { cwd: ROOT });
}

function writeSnippets(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const page of globSync(['README.md', 'docs/*.md'], { cwd: ROOT })) {
    for (const { line, yaml } of snippetsOf(readFileSync(join(ROOT, page), 'utf8'))) {
      writeFileSync(join(folder, `${page.replaceAll(/\W/g, '-')}-${line}.yml`), completeWorkflow(yaml));
    }
  }
}
