import { connect, type GitHubAccess } from './client.ts';

/** Who brought a file, as far as GitHub says. Texts are raw. */
export interface Origin {
  readonly pullRequest?: PullRequest;
  /** The login of the pull request's author, else of the commit's; else absent. */
  readonly author?: string;
}

/** A pull request. Texts are raw. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly url: string;
}

/** Milliseconds that both questions together may take. */
const ORIGIN_BUDGET_MS = 5_000;

/**
 * The pull request that brought the last change of `path` up to commit `sha`, and its author: with `contents: read` and
 * `pull-requests: read`. Empty where GitHub can't or won't say in time. Never throws.
 * https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit
 */
export async function findOrigin(access: GitHubAccess, path: string, sha: string): Promise<Origin> {
  try {
    const { octokit, owner, repo } = await connect(access, AbortSignal.timeout(ORIGIN_BUDGET_MS));
    const { data: commits } = await octokit.rest.repos.listCommits({ owner, repo, path, sha, per_page: 1 });
    const commit = commits[0];
    if (commit === undefined) return {};
    const asked = octokit.rest.repos.listPullRequestsAssociatedWithCommit({ owner, repo, commit_sha: commit.sha });
    const pulls = await asked.then(({ data }) => data).catch(() => []);
    const pull = pulls.find(each => each.merged_at !== null) ?? pulls[0];
    const author = pull?.user?.login ?? commit.author?.login;
    return {
      ...(pull === undefined ? {} : { pullRequest: { number: pull.number, title: pull.title, url: pull.html_url } }),
      ...(author === undefined ? {} : { author }),
    };
  } catch {
    return {};
  }
}
