import type { GithubJob } from '../../emulator/github-api.ts';
import { sketchJob } from '../../emulator/github-jobs.ts';
import type { Place } from './place.ts';

/** A re-run. */
export const AGAIN = { env: { GITHUB_RUN_ATTEMPT: '2' } };

/** A job of act's run as GitHub's API shows it. */
export function job(
  id: number,
  name: string,
  conclusion: GithubJob['conclusion'],
  { steps = {}, attempt = 1 }: { steps?: Record<string, string>; attempt?: number } = {},
): GithubJob {
  return sketchJob({
    id,
    run_id: 1,
    run_attempt: attempt,
    name,
    conclusion,
    html_url: `https://github.com/acme/shop/actions/runs/1/job/${id}`,
    steps: Object.entries(steps).map(([step, ending]) => ({ name: step, conclusion: ending })),
  });
}

/** What the job printed in the last run, as GitHub's log of that job has it, at a time at which each of its steps ran. */
export function logOf(place: Place, name: string): string {
  const printed = /^\[[^\]]*\/(\S+?)\s*\] {3}\| (.*)$/;
  return place
    .printedLast()
    .split('\n')
    .flatMap(line => {
      const [, job, text] = printed.exec(line) ?? [];
      return job === name ? [`2026-01-02T03:00:11.0000000Z ${text}\n`] : [];
    })
    .join('');
}
