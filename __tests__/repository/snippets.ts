import { dump, load } from 'js-yaml';
import { readText } from './files.ts';

/** How the examples call this action: `npm run name` names whoever hosts it. */
export const ACTION: string = JSON.parse(readText('package.json')).repository.replace('github:', '');

/** The YAML of a Markdown text that uses this action, block by block, with the line that it begins on. */
export function snippetsOf(markdown: string): { readonly line: number; readonly yaml: string }[] {
  return [...markdown.matchAll(/^( *)```ya?ml\n([\s\S]*?)^ *```$/gm)]
    .map(({ index, 1: indent = '', 2: yaml = '' }) => ({
      line: markdown.slice(0, index).split('\n').length + 1,
      yaml: yaml.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }))
    .filter(({ yaml }) => yaml.includes(`uses: ${ACTION}`));
}

/** A snippet as a whole workflow: what a reader has around the steps, the job or the jobs that it shows is filled in. */
export function completeWorkflow(yaml: string): string {
  const shown: unknown = load(yaml);
  const jobs = jobsOf(shown);
  const waitedFor = Object.values(jobs).flatMap(job =>
    isMap(job) && job.needs !== undefined ? [job.needs].flat() : [],
  );
  const missing = waitedFor.filter(id => typeof id === 'string' && !Object.hasOwn(jobs, id));
  const stubs = Object.fromEntries(missing.map(id => [id, wrapSteps([{ run: 'true' }])]));
  const rest = isMap(shown) && isMap(shown.jobs) ? shown : {};
  return dump({ on: 'push', ...rest, jobs: { ...stubs, ...jobs } });
}

function jobsOf(shown: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(shown)) return { job: wrapSteps(shown) };
  if (!isMap(shown)) throw new Error('expected a workflow, jobs, a job or steps');
  if (isMap(shown.jobs)) return shown.jobs;
  if (Array.isArray(shown.steps)) return { job: { 'runs-on': 'ubuntu-latest', ...shown } };
  if ('uses' in shown) return { job: wrapSteps([shown]) };
  return shown;
}

function wrapSteps(steps: readonly unknown[]) {
  return { 'runs-on': 'ubuntu-latest', steps: [...named(steps), ...steps] };
}

// A snippet may look at a step that it does not show.
function named(steps: readonly unknown[]): readonly unknown[] {
  const ids = new Set([...JSON.stringify(steps).matchAll(/steps\.(\w+)\./g)].map(match => match[1]));
  for (const step of steps) if (isMap(step)) ids.delete(String(step.id));
  return [...ids].map(id => ({ id, run: 'true' }));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
