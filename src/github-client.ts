import type { Secret } from './secret.ts';

/** Whose repository is asked about, and with which token. */
export interface GitHubAccess {
  readonly token: Secret;
  /** GitHub's REST API, e.g. `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** A client of GitHub's REST API, loaded only here, with the names that every call needs. It prints nothing. */
export async function connect({ token, apiUrl, repository }: GitHubAccess, signal: AbortSignal) {
  const { getOctokit } = await import('@actions/github');
  const [owner = '', repo = ''] = repository.split('/');
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return { octokit: getOctokit(token.reveal(), { baseUrl: apiUrl, request: { signal }, log }), owner, repo };
}
