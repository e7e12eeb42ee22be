import type { Evidence } from '../evidence/evidence.ts';
import { listChoices } from '../inputs/input-reader.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { alertsIn, policyEnvironment } from './environments.ts';
import { isFailure, type Story, type StorySource, tellStory } from './story.ts';

/** What PagerDuty is told. */
export type Action = 'trigger' | 'acknowledge' | 'resolve' | 'none';

/** What is done, and why: log, summary and output print this reason, and nothing derives it again. */
export interface Decision {
  readonly action: Action;
  /** One sentence. Raw: it can hold the environment's name. */
  readonly reason: string;
  readonly story: Story;
  /** A failure is left unsaid because of where it happened: worth a notice. */
  readonly leftOut: boolean;
  /** What a person can do about a success that closes nothing: worth a warning. */
  readonly remedy?: string;
}

/** All that a decision depends on. */
export interface Circumstances extends StorySource {
  /** The run is of a pull request or a fork. */
  readonly pullRequest: boolean;
  readonly policy: Pick<Inputs, 'eventAction' | 'environment' | 'environments' | 'onCancelled' | 'autoResolve'>;
}

/** Decides by one table: the first row that fits wins. Pure. */
export function decide(circumstances: Circumstances): Decision {
  const { outcome, policy } = circumstances;
  if (!alertsIn(policy.environments, policyEnvironment(policy.environment))) {
    const reason = `${policy.environment || 'the environment'} is not among the environments that alert (${listChoices(policy.environments)})`;
    return { ...decided('none', reason, tellStory(circumstances)), leftOut: isFailure(outcome) };
  }
  if (policy.eventAction !== 'auto') {
    return decided(policy.eventAction, `event-action is ${policy.eventAction}`, tellStory(circumstances));
  }
  if (circumstances.pullRequest) {
    return decided('none', 'a pull request neither breaks nor mends an environment', tellStory(circumstances));
  }
  switch (outcome.status) {
    case 'success':
      return decideSuccess(circumstances);
    case 'failure':
    case 'timed_out':
    case 'startup_failure':
      return decideFailure(circumstances);
    case 'cancelled':
      return decideCancelled(circumstances);
    case 'skipped':
    case 'neutral':
    case 'stale':
    case 'action_required':
      return decided(
        'none',
        `the status is ${outcome.status}: nothing ran that could have failed or mended anything`,
        'succeeded',
      );
    case 'unknown':
      return decided('none', 'the status is not known', 'succeeded');
    default:
      return outcome.status satisfies never;
  }
}

function decideSuccess({ outcome, evidence, logMissing, policy }: Circumstances): Decision {
  switch (evidence?.verdict) {
    case 'dry-run':
    case 'dry-run-failure':
      return decided('none', 'it was a dry run: nothing was applied', 'succeeded');
    case 'other-command':
      return decided(
        'none',
        `it is the output of another ${evidence.tool} command: it does not say that the migration was applied`,
        'succeeded',
      );
    case 'failure':
    case 'client-failure':
      return decided(
        'trigger',
        `the status is success, but ${evidence.tool} says that the migration failed`,
        'failed-unseen',
      );
    case 'some-failed':
      return { ...decided('none', describeSomeFailed(evidence), 'failed-unseen'), remedy: SOME_FAILED };
    case 'unfinished':
      if (evidence.endsAloud !== true) break;
      return { ...decided('none', describeEnd(evidence), 'unfinished'), remedy: UNFINISHED };
    case 'unknown':
      if (evidence.tool !== '' || evidence.lastWords !== 'error') break;
      return {
        ...decided('none', 'the status is success, but the output ends in an error', 'unfinished'),
        remedy: UNFINISHED,
      };
    default:
      break;
  }
  if (logMissing && evidence === undefined)
    return decided('none', 'there is no log of this job: the migration did not run', 'not-started');
  if (!outcome.stated)
    return decided('none', 'the status could not be read, and the status of the job alone closes nothing', 'succeeded');
  if (!policy.autoResolve)
    return decided(
      'none',
      'the migration succeeded, and auto-resolve is false: a person closes the incident',
      'succeeded',
    );
  return decided('resolve', 'the migration succeeded', 'succeeded');
}

function describeEnd({ tool, migration = 'a migration' }: Evidence): string {
  return `the status is success, but the log ends while ${tool} applies ${migration}`;
}

function describeSomeFailed({ tool, migration = 'a migration', database }: Evidence): string {
  const where = database === undefined ? '' : ` on ${database}`;
  return `the status is success, but ${tool} failed at ${migration}${where}, and a later run that went well need not be its retry`;
}

const SOME_FAILED =
  'If all databases are migrated, a step with event-action: resolve closes the incident. Let the step fail when one of them fails.';

const UNFINISHED =
  'Perhaps a pipe (| tee) hid how the command ended: put "set -o pipefail" before it. If the migration is applied, a step with event-action: resolve closes the incident.';

function decideFailure(circumstances: Circumstances): Decision {
  const { outcome, evidence } = circumstances;
  if (evidence?.verdict === 'dry-run-failure')
    return decided('none', 'it was a dry run that failed: nothing was applied', 'failed');
  const story = tellStory(circumstances);
  switch (story) {
    case 'applied-then-failed':
      return decided(
        'trigger',
        `the migration was applied, and the job failed later (status ${outcome.status})`,
        story,
      );
    case 'check-failed':
      return decided('trigger', `a check failed, and nothing was applied (status ${outcome.status})`, story);
    case 'not-started':
      return decided('trigger', `the migration did not start (status ${outcome.status})`, story);
    default:
      return decided('trigger', `the migration failed (status ${outcome.status})`, story);
  }
}

function decideCancelled(circumstances: Circumstances): Decision {
  const { onCancelled } = circumstances.policy;
  const story = tellStory(circumstances);
  if (onCancelled !== 'auto')
    return decided(onCancelled, `the run was cancelled, and on-cancelled is ${onCancelled}`, story);
  return story === 'cut-off'
    ? decided('trigger', 'the run was cancelled while the migration ran', story)
    : decided('none', 'the run was cancelled, and no migration is known to have been cut off', story);
}

/** Whether it makes a difference why a run was cancelled: only then GitHub is asked. */
export function cutOffDecides(
  { onCancelled, eventAction, environments, environment }: Circumstances['policy'],
  { pullRequest }: Pick<Circumstances, 'pullRequest'>,
): boolean {
  const decides = onCancelled === 'auto' && eventAction === 'auto' && !pullRequest;
  return decides && alertsIn(environments, policyEnvironment(environment));
}

function decided(action: Action, reason: string, story: Story): Decision {
  return { action, reason, story, leftOut: false };
}
