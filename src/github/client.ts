import type { Secret } from '../primitives/secret.ts';

/** Whose repository is asked about, and with which token. */
export interface GitHubAccess {
  readonly token: Secret;
  /** GitHub's REST API, e.g. `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

/**
 * Loads @actions/github. It brings undici, 40 ms that a page without a question to GitHub does without, and looks at
 * HTTPS_PROXY as it is loaded: rejects when that can't be read.
 */
export const loadGitHub = () => import('@actions/github');

/**
 * A client of GitHub's REST API, with the names that every call needs. It prints nothing, tries nothing again by itself,
 * and goes through the proxy in HTTPS_PROXY unless NO_PROXY excludes the API. `signal` ends every call. Rejects as above.
 */
export async function connect({ token, apiUrl, repository }: GitHubAccess, signal: AbortSignal) {
  const { getOctokit } = await loadGitHub();
  const [owner = '', repo = ''] = repository.split('/');
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const octokit = getOctokit(token.reveal(), { baseUrl: apiUrl, log });
  // With each call, the pages of a list included. Given to the constructor, `request` would take the place of the one
  // that holds the proxy: https://github.com/actions/toolkit/blob/main/packages/github/src/utils.ts
  octokit.hook.before('request', options => {
    options.request.signal = signal;
  });
  return { octokit, owner, repo };
}

/** Milliseconds that GitHub may take: a page does not wait longer for an ornament. */
const GITHUB_BUDGET_MS = 2_000;

/** Gives what `ask` gives; undefined when it fails, or GitHub does not answer within two seconds. Never throws. */
export async function askGitHub<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  try {
    // GitHub has its time for itself, whatever a slow machine needs to get ready.
    await loadGitHub();
    return await ask(AbortSignal.timeout(GITHUB_BUDGET_MS));
  } catch {
    return undefined;
  }
}
