import type { Decision } from '../decision/decision.ts';
import { isDevelopment } from '../decision/environments.ts';
import type { DecidedRun } from '../decision/migration-run.ts';
import type { BuiltEvent } from '../page/event-limits.ts';
import type { Problem } from '../primitives/errors.ts';
import { type Redacted, redacted } from '../redaction/redaction.ts';
import type { Session } from './session.ts';

/** One annotation a level, so that every problem of every input is seen at once: the runner keeps ten of a kind. */
export async function annotate(
  problems: readonly Problem[],
  { runner, redactor }: Pick<Session, 'runner' | 'redactor'>,
): Promise<void> {
  for (const level of ['error', 'warning', 'notice'] as const) {
    const messages = problems.filter(problem => problem.level === level).map(problem => problem.message);
    if (messages.length > 0) runner.annotate(level, await redactor.redact(messages.join('\n')));
  }
}

/** Shows a failure at the failed migration's file, in pull requests beside its diff: there nothing else tells. */
export async function annotateSource(
  { source, migration, inputs }: Pick<DecidedRun, 'source' | 'migration' | 'inputs'>,
  { runner, redactor }: Pick<Session, 'runner' | 'redactor'>,
): Promise<void> {
  if (source === undefined) return;
  const { line } = source;
  const file = await redactor.redact(source.path);
  // A path that was changed is none.
  if (file !== source.path) return;
  const environment = inputs.environment === '' ? '' : ` (${inputs.environment})`;
  const text = `Migration failed${environment}: ${migration.error || 'see the log of the job'}`;
  const error = redactor.withholds() ? redacted`Migration failed` : await redactor.redact(text);
  runner.annotate('error', error, { file, ...(line === undefined ? {} : { line }) });
}

/** What had to be left out of an event for its size. */
export function describeCuts(built: BuiltEvent | undefined): Problem[] {
  if (built === undefined || built.cuts.length === 0) return [];
  return [{ level: 'warning', message: `The event was too large for PagerDuty: ${built.cuts.join('; ')}.` }];
}

/** That a failure is not told, an open incident not closed, or a decision rests on what is not known: where a person should know. */
export function describeSilence(
  { leftOut, reason, remedy, warning }: Decision,
  { environment, dedupKey }: { readonly environment: string; readonly dedupKey: Redacted },
): Problem[] {
  const messages = [
    ...(remedy === undefined ? [] : [`An open incident stays open: ${reason}. ${remedy} ${describeClosing(dedupKey)}`]),
    ...(warning === undefined ? [] : [warning]),
  ];
  const problems = messages.map((message): Problem => ({ level: 'warning', message }));
  if (!leftOut) return problems;
  const list = reason.includes('among the environments') ? ' See the input environments.' : '';
  const message = `A failure is not told to PagerDuty: ${reason}.${list}`;
  return [...problems, { level: isDevelopment(environment) ? 'notice' : 'warning', message }];
}

/** How a person closes an incident. */
export function describeClosing(dedupKey: Redacted): string {
  return `To close it by hand, run a step with event-action: resolve and dedup-key: ${dedupKey}`;
}
