import { textAt } from '../primitives/json.ts';
import { actionDocsUrl } from './action-docs.ts';
import { readMatrix } from './matrix.ts';
import { isFork, isMerged, isOfPullRequest, isOfQueue } from './pull-request.ts';

/** The variables of the process, as the runner set them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the event needs to know of the run. Texts are raw; empty where the runner did not say. */
export interface RunFacts {
  /** `owner/name`. */
  readonly repository: string;
  /** The file name of the workflow, e.g. `migrate.yml`; its name where the file is unknown. */
  readonly workflow: string;
  /** The workflow that was started, e.g. `acme/shop/.github/workflows/migrate.yml@refs/heads/main`, which may call the one that the job is of. */
  readonly workflowRef: string;
  /** The job's id; empty for a listener. */
  readonly job: string;
  /** The values of the matrix in key order, joined by `-`; empty outside a matrix. */
  readonly matrix: string;
  readonly matrixValues: readonly string[];
  /** The same with their names, for people: `region eu, shard 1`. */
  readonly matrixLabel: string;
  /**
   * What tells this step from others of its job and stays when others are inserted: its id, else the number that the
   * runner gives the second and later uses of one action; empty for the first of them, and inside a composite action.
   */
  readonly step: string;
  /** Counts from 1; 0 when unknown. */
  readonly attempt: number;
  readonly ref: string;
  readonly commit: string;
  readonly actor: string;
  /** The run is of a pull request that is not merged, of a fork, or of a merge queue: it changes no environment. */
  readonly pullRequest: boolean;
  /** Beside `pullRequest`, of a listener: the event does not say whether the pull request was merged. */
  readonly mergeUnknown: boolean;
  /** A pull request of a fork that was merged: a deployment, and yet a run that gets no secrets. */
  readonly mergedFork: boolean;
  /** A run that gets no secrets: a pull request of a fork, or anything that Dependabot started. */
  readonly withoutSecrets: boolean;
  /** Everybody may read the repository, and so this run's log and summary. Unknown counts as public. */
  readonly publicRepository: boolean;
  readonly runId: string;
  /** The job's REST id; empty when unknown. */
  readonly jobId: string;
  /** GitHub's web site, without a slash at its end; empty when unknown. */
  readonly serverUrl: string;
  /** The folder of the checkout; empty when unknown. */
  readonly workspace: string;
  /** GitHub's REST API; empty when unknown. */
  readonly apiUrl: string;
  /** This attempt of the run; empty when unknown. */
  readonly runUrl: string;
  /** This job; empty when unknown (GitHub Enterprise Server gives no id). */
  readonly jobUrl: string;
  /** The folder of this action's own documents, at the version that runs; empty when unknown. */
  readonly docsUrl: string;
}

/** What run-facts are read from. */
export interface RunContext {
  readonly environment: Environment;
  /** The parsed event that started the run; undefined when it could not be read. */
  readonly payload: unknown;
  /** The JSON of the matrix context; `null` outside a matrix. */
  readonly matrix: string;
  /** The job's REST id. */
  readonly jobId: string;
}

/**
 * Reads the facts of the run. https://docs.github.com/actions/reference/workflows-and-actions/variables
 * Never throws: what can't be read is empty.
 */
export function readRunFacts({ environment, payload, matrix, jobId }: RunContext): RunFacts {
  const read = (name: string): string => environment[name]?.trim() ?? '';
  const repository = read('GITHUB_REPOSITORY');
  const runUrl = readRunUrl(read, repository);
  const attempt = /^\d{1,9}$/.test(read('GITHUB_RUN_ATTEMPT')) ? Number(read('GITHUB_RUN_ATTEMPT')) : 0;
  const event = read('GITHUB_EVENT_NAME');
  const merged = isMerged(event, payload);
  const values = readMatrix(matrix);
  return {
    repository,
    workflow: workflowFile(read('GITHUB_WORKFLOW_REF')) || read('GITHUB_WORKFLOW'),
    workflowRef: read('GITHUB_WORKFLOW_REF'),
    job: read('GITHUB_JOB'),
    matrix: values.map(([, value]) => value).join('-'),
    matrixValues: values.map(([, value]) => value),
    matrixLabel: values.map(([name, value]) => `${name} ${value}`.trim()).join(', '),
    step: readStep(read('GITHUB_ACTION')),
    attempt,
    ref: read('GITHUB_REF_NAME') || read('GITHUB_REF'),
    commit: read('GITHUB_SHA'),
    actor: read('GITHUB_TRIGGERING_ACTOR') || read('GITHUB_ACTOR'),
    pullRequest: (isOfPullRequest(event) && !merged) || isOfQueue(read('GITHUB_REF_NAME')),
    mergeUnknown: false,
    mergedFork: merged && isFork(event, payload),
    withoutSecrets: isFork(event, payload) || read('GITHUB_ACTOR') === 'dependabot[bot]',
    publicRepository: textAt(payload, ['repository', 'private']) !== 'true',
    runId: /^\d+$/.test(read('GITHUB_RUN_ID')) ? read('GITHUB_RUN_ID') : '',
    jobId: /^\d+$/.test(jobId) ? jobId : '',
    serverUrl: readServerUrl(read),
    workspace: read('GITHUB_WORKSPACE'),
    apiUrl: read('GITHUB_API_URL'),
    runUrl: runUrl !== '' && attempt > 0 ? `${runUrl}/attempts/${attempt}` : runUrl,
    jobUrl: runUrl !== '' && /^\d+$/.test(jobId) ? `${runUrl}/job/${jobId}` : '',
    docsUrl: actionDocsUrl(environment),
  };
}

/** The file name in a workflow reference such as `acme/shop/.github/workflows/migrate.yml@refs/heads/main`. */
export function workflowFile(reference: string): string {
  return /[^/@]+$/.exec(reference.replace(/@.*$/, ''))?.[0] ?? '';
}

function readServerUrl(read: (name: string) => string): string {
  const server = read('GITHUB_SERVER_URL').replace(/\/+$/, '');
  return /^https?:\/\//.test(server) ? server : '';
}

function readRunUrl(read: (name: string) => string, repository: string): string {
  const server = readServerUrl(read);
  const run = read('GITHUB_RUN_ID');
  return server !== '' && repository !== '' && /^\d+$/.test(run) ? `${server}/${repository}/actions/runs/${run}` : '';
}

// `__owner_name`, `__owner_name_2` where a step has no id; a GUID inside a composite action.
// https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
function readStep(name: string): string {
  return name.startsWith('__') ? (/_(\d{1,4})$/.exec(name)?.[1] ?? '') : name;
}
