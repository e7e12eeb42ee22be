import { realpath } from 'node:fs/promises';
import { type Commit, findInCommit } from './checkout.ts';
import type { GitHubAccess } from './client.ts';
import { findOrigin, type Origin } from './origin.ts';
import { matchSource, type SourceClues } from './source-match.ts';
import { listWorkspace } from './workspace-files.ts';

/** The failed migration's file in this repository at this commit. Texts are raw. */
export interface MigrationSource extends Origin {
  /** Within the repository. */
  readonly path: string;
  /** Counts from 1; absent: nobody tells. */
  readonly line?: number;
  /** The file at this commit on GitHub, at its line. */
  readonly url: string;
}

/** Where it is looked for. */
export interface SourceSearch extends SourceClues, Commit {
  /** The folder of the checkout. */
  readonly workspace: string;
  /** Who may be asked for the pull request; undefined: nobody. */
  readonly access: GitHubAccess | undefined;
}

/** Finds the failed migration's file. Undefined where there is none that is certain. Never throws. */
export type FindSource = (search: SourceSearch) => Promise<MigrationSource | undefined>;

/** Milliseconds for the workspace: a page does not wait longer for an ornament. */
const SEARCH_BUDGET_MS = 2_000;

export const findSource: FindSource = async search => {
  const found = await findFile(search).catch(() => undefined);
  if (found === undefined || search.access === undefined) return found;
  return { ...found, ...(await findOrigin(search.access, found.path, search.sha)) };
};

async function findFile(search: SourceSearch): Promise<MigrationSource | undefined> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // A drive that hangs ends no call: the search is left behind.
  const late = new Promise<undefined>(settle => {
    timer = setTimeout(() => {
      abort.abort();
      settle(undefined);
    }, SEARCH_BUDGET_MS);
  });
  return Promise.race([searchWorkspace(search, abort.signal), late]).finally(() => clearTimeout(timer));
}

async function searchWorkspace(search: SourceSearch, signal: AbortSignal): Promise<MigrationSource | undefined> {
  const workspace = await realpath(search.workspace);
  const matched = matchSource(await listWorkspace(workspace, signal), search);
  const path = matched && (await findInCommit(workspace, matched.path, search));
  if (matched === undefined || path === undefined) return undefined;
  const place = matched.line === undefined ? {} : { line: matched.line };
  return { path, ...place, url: linkTo({ ...search, path, ...place }) };
}

function linkTo({ serverUrl, repository, sha, path, line }: Commit & Pick<MigrationSource, 'path' | 'line'>): string {
  const anchor = line === undefined ? '' : `#L${line}`;
  const file = path.split('/').map(encodeURIComponent).join('/');
  return `${serverUrl.replace(/\/+$/, '')}/${repository}/blob/${sha}/${file}${anchor}`;
}
