import type { GithubAnnotation, GithubJob } from './github-api.ts';

/** What a test says of a job; GitHub's other fields are filled in. */
export type JobSketch = Partial<Omit<GithubJob, 'steps'>> & { readonly steps?: readonly StepSketch[] };
export type StepSketch = Partial<NonNullable<GithubJob['steps']>[number]>;

/** A job of attempt 1 of run 4711 of acme/shop, whole: ended well, unless the sketch says otherwise. */
export function sketchJob(sketch: JobSketch = {}): GithubJob {
  const { id = 42, run_id = 4711, conclusion = 'success', name = 'migrate' } = sketch;
  const site = 'https://github.com/acme/shop';
  const api = 'https://api.github.com/repos/acme/shop';
  return {
    run_attempt: 1,
    run_url: `${api}/actions/runs/${run_id}`,
    node_id: `CR_${id}`,
    head_sha: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
    url: `${api}/actions/jobs/${id}`,
    html_url: `${site}/actions/runs/${run_id}/job/${id}`,
    status: conclusion === null ? 'in_progress' : 'completed',
    created_at: '2026-01-02T03:00:00Z',
    started_at: '2026-01-02T03:00:05Z',
    completed_at: conclusion === null ? null : '2026-01-02T03:04:05Z',
    check_run_url: `${api}/check-runs/${id}`,
    labels: ['ubuntu-latest'],
    runner_id: 1,
    runner_name: 'GitHub Actions 1',
    runner_group_id: 0,
    runner_group_name: 'GitHub Actions',
    workflow_name: 'Migrate',
    head_branch: 'main',
    ...sketch,
    id,
    run_id,
    conclusion,
    name,
    steps: (sketch.steps ?? []).map((step, index) => sketchStep(step, index + 1)),
  };
}

function sketchStep(step: StepSketch, number: number): NonNullable<GithubJob['steps']>[number] {
  return {
    name: `Step ${number}`,
    number,
    status: 'completed',
    conclusion: 'success',
    started_at: '2026-01-02T03:00:10Z',
    completed_at: '2026-01-02T03:00:12Z',
    ...step,
  };
}

/** An annotation of a failure, as a runner or GitHub itself leaves it. */
export function sketchAnnotation(message: string, level = 'failure'): GithubAnnotation {
  return {
    path: '.github',
    blob_href: 'https://github.com/acme/shop/blob/8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7/.github',
    start_line: 1,
    end_line: 1,
    start_column: null,
    end_column: null,
    annotation_level: level,
    title: '',
    message,
    raw_details: '',
  };
}
