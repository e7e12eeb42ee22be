import type { components } from '@octokit/openapi-types';

/** A run as GitHub documents it, https://docs.github.com/rest/actions/workflow-runs; it is shown as its last attempt. */
export type GithubRun = components['schemas']['workflow-run'];

/** What a test says of an attempt of a run; GitHub's other fields are filled in. */
export interface RunSketch {
  readonly id?: number;
  /** Null: it has not ended yet. */
  readonly conclusion?: string | null;
  readonly attempt?: number;
  /** ISO 8601; `ended` is when this attempt did. */
  readonly created?: string;
  readonly ended?: string;
  readonly event?: string;
  /** File name. */
  readonly workflow?: string;
  /** `owner/name` of the repository that the commit is from. */
  readonly head?: string;
}

/** An attempt of a run of migrate.yml in acme/shop, whole: pushed to main, ended well, unless the sketch says otherwise. */
export function sketchRun(sketch: RunSketch = {}): GithubRun {
  const { id = 4711, conclusion = 'success', attempt = 1, event = 'push', workflow = 'migrate.yml' } = sketch;
  const { created = '2026-01-02T03:00:00Z', ended = created, head = 'acme/shop' } = sketch;
  const site = 'https://github.com/acme/shop/actions/runs';
  const api = 'https://api.github.com/repos/acme/shop/actions';
  return {
    id,
    name: 'Migrate',
    node_id: `WFR_${id}`,
    head_branch: 'main',
    head_sha: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
    path: `.github/workflows/${workflow}`,
    run_number: id % 1_000,
    run_attempt: attempt,
    event,
    status: conclusion === null ? 'in_progress' : 'completed',
    conclusion,
    workflow_id: 161335,
    url: `${api}/runs/${id}`,
    html_url: `${site}/${id}`,
    pull_requests: [],
    created_at: created,
    updated_at: ended,
    actor: user('mona'),
    triggering_actor: user('mona'),
    run_started_at: created,
    jobs_url: `${api}/runs/${id}/jobs`,
    logs_url: `${api}/runs/${id}/logs`,
    check_suite_url: `${api}/check-suites/${id}`,
    artifacts_url: `${api}/runs/${id}/artifacts`,
    cancel_url: `${api}/runs/${id}/cancel`,
    rerun_url: `${api}/runs/${id}/rerun`,
    previous_attempt_url: attempt > 1 ? `${api}/runs/${id}/attempts/${attempt - 1}` : null,
    workflow_url: `${api}/workflows/161335`,
    head_commit: null,
    repository: repository('acme/shop'),
    head_repository: repository(head),
    display_title: 'Add the payment table',
  };
}

function user(login: string): components['schemas']['simple-user'] {
  const api = `https://api.github.com/users/${login}`;
  return {
    login,
    id: 1,
    node_id: 'U_1',
    avatar_url: `https://avatars.githubusercontent.com/u/1`,
    gravatar_id: null,
    url: api,
    html_url: `https://github.com/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: 'User',
    site_admin: false,
  };
}

// Of the sixty fields of a repository only the names matter here.
function repository(fullName: string): components['schemas']['minimal-repository'] {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id: 1,
    node_id: 'R_1',
    name,
    full_name: fullName,
    owner: user(owner),
    private: true,
  } as components['schemas']['minimal-repository'];
}
