import type { components } from '@octokit/openapi-types';
import { type GithubPermissions, refusal } from './github-refusals.ts';
import type { Call, Reply } from './http.ts';

/** A commit as the list of commits shows it, as far as it is used: https://docs.github.com/rest/commits/commits#list-commits */
export interface GithubCommit {
  readonly sha: string;
  readonly commit: Pick<components['schemas']['commit']['commit'], 'message' | 'author'>;
  /** Null: no account has the author's address. */
  readonly author: { readonly login: string } | null;
}

/** A pull request, as far as it is used: https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit */
export type GithubPull = Pick<
  components['schemas']['pull-request-simple'],
  'number' | 'title' | 'html_url' | 'merged_at'
> & { readonly user: { readonly login: string } | null };

/** What is known of history. */
export interface GithubHistory {
  readonly commits?: Readonly<Record<string, readonly GithubCommit[]>>;
  readonly pulls?: Readonly<Record<string, readonly GithubPull[]>>;
  readonly permissions?: GithubPermissions;
}

/** The commits of a path and the pull requests of a commit; undefined: the call asks for something else. */
export function answerHistory(known: GithubHistory, call: Call): Reply | undefined {
  const { commits = {}, pulls = {}, permissions = {} } = known;
  if (/^\/repos\/[^/]+\/[^/]+\/commits$/.test(call.path)) {
    if (permissions.contents === 'none') return refusal(403, 'Resource not accessible by integration');
    return { status: 200, body: (commits[call.query.get('path') ?? ''] ?? []).slice(0, perPage(call)) };
  }
  const sha = /\/commits\/([0-9a-f]+)\/pulls$/.exec(call.path)?.[1];
  if (sha === undefined) return undefined;
  if (permissions['pull-requests'] === 'none') return refusal(403, 'Resource not accessible by integration');
  return { status: 200, body: (pulls[sha] ?? []).slice(0, perPage(call)) };
}

function perPage(call: Call): number {
  return Math.min(Number(call.query.get('per_page') ?? 30), 100);
}
