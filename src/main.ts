import { type Decision, decide } from './decision.ts';
import { makeDedupKey } from './dedup-key.ts';
import { dispatch } from './dispatch.ts';
import { describeError, type Problem } from './errors.ts';
import { type BuiltEvent, buildEvent } from './event.ts';
import { describeHost } from './events-api.ts';
import { type Inputs, readInputs, readRoutingKeys } from './inputs/inputs.ts';
import { describeMigration, policyTypes } from './migration-facts.ts';
import { readOutcome } from './outcome.ts';
import { composePage } from './page/page.ts';
import type { PageFacts } from './page/words.ts';
import { lookUpSeverity, policyEnvironment } from './policy.ts';
import {
  createRedactor,
  type Redacted,
  type Redactor,
  redactAll,
  redacted,
  type SecretFinder,
  stringifyRedacted,
} from './redaction.ts';
import type { Clock } from './retry.ts';
import { type Environment, type RunFacts, readRunFacts } from './run-facts.ts';
import type { Secret } from './secret.ts';
import { NO_RESULT, toLogLine, toMarkdown, toOutputs } from './summary.ts';
import type { Send } from './transport.ts';

/** What the action needs of the runner. No method throws: a log that can't be written must not lose a page. */
export interface Runner {
  readonly environment: Environment;
  /** The input as it was given; empty when it was not. */
  input(name: string): string;
  /** The event that started the run, parsed; undefined when it can't be read. */
  payload(): unknown;
  /** Makes the runner print `***` for `value` from here on. */
  mask(value: string): void;
  log(text: Redacted): void;
  annotate(level: Problem['level'], text: Redacted): void;
  setOutput(name: string, value: string): void;
  writeSummary(markdown: string): Promise<void>;
  /** Makes the step red. */
  fail(): void;
}

/** The world, handed in. */
export interface World {
  readonly runner: Runner;
  readonly send: Send;
  readonly clock: Clock;
  readonly findSecrets: SecretFinder;
}

/** One run of the action: the world, and what is known before anything can go wrong. */
interface Session extends World {
  readonly routingKeys: readonly Secret[];
  readonly redactor: Redactor;
  readonly startedAt: number;
}

/** Runs the stages in order. Never throws, and makes the step red only when the user asked for it. */
export async function run(world: World): Promise<void> {
  const { runner, clock, findSecrets } = world;
  const routingKeys = readRoutingKeys(runner.input('routing-key'), runner.environment);
  const secrets = routingKeys.map(key => key.reveal());
  for (const secret of secrets) runner.mask(secret);
  const patterns = runner.input('redact');
  const redactor = createRedactor({ secrets, environment: runner.environment, patterns, findSecrets });
  try {
    await tell({ ...world, routingKeys, redactor, startedAt: clock.now() });
  } catch (error) {
    const text = await redactor.redact(describeError(error));
    runner.annotate('error', redacted`Internal error, please report it: ${text}. PagerDuty may not have been told.`);
    for (const [name, value] of Object.entries(toOutputs(NO_RESULT))) runner.setOutput(name, value);
    if (runner.input('fail-on-error') === 'true') runner.fail();
  }
}

async function tell(session: Session): Promise<void> {
  const { runner, clock, redactor, routingKeys } = session;
  const { inputs, problems } = await readInputs(name => runner.input(name));
  const facts = readRunFacts({
    environment: runner.environment,
    payload: runner.payload(),
    matrix: inputs.matrix,
    jobId: inputs.jobId,
  });
  const { outcome, problem } = readOutcome(inputs.status, inputs.jobStatus);
  const evidence = undefined;
  const decision = decide({ outcome, evidence, logMissing: false, event: facts.event, policy: inputs });
  const migration = describeMigration(inputs, evidence);
  const severity = lookUpSeverity(inputs.severity, policyEnvironment(inputs.environment), policyTypes(migration));
  const dedupKey = await makeDedupKey(inputs.dedupKey, keyParts(inputs, facts), redactor);
  const now = new Date(clock.now());
  const built = await build(
    { inputs, run: facts, outcome, migration, evidence, severity, now },
    { decision, dedupKey, redactor },
  );

  const known = [
    ...problems,
    ...(problem === undefined ? [] : [problem]),
    ...redactor.problems(),
    ...describeCuts(built),
    ...describeLeftOut(decision),
  ];
  await announce(known, session);
  if (inputs.dryRun && built !== undefined) runner.log(redacted`Dry run, not sent: ${stringifyRedacted(built.event)}`);

  const budgetMs = Math.max(1, inputs.timeoutMs - (clock.now() - session.startedAt));
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const { withoutSecrets } = facts;
  const sent = await dispatch(
    { event: built?.event, routingKeys, withoutSecrets, dryRun: inputs.dryRun, destination },
    session,
  );
  await announce(sent.problems, session);

  const texts = await redactAll(
    {
      reason: decision.reason,
      explanation: sent.explanation,
      destination: `${describeHost(destination)} (${inputs.apiUrl === undefined ? `${inputs.region.toUpperCase()} region` : 'api-url'})`,
      environment: inputs.environment,
      migration: migration.name,
      error: migration.error,
      errorType: migration.errorType,
      stateText: migration.stateText,
      nextStep: migration.nextStep,
    },
    redactor,
  );
  const result = {
    ...texts,
    error: redactor.withholds() ? redacted`` : texts.error,
    action: decision.action,
    story: decision.story,
    delivery: sent.outcome,
    attempts: sent.attempts,
    dedupKey,
    severity,
    databaseState: migration.state,
    event: built?.event,
  };
  runner.log(toLogLine(result));
  for (const [name, value] of Object.entries(toOutputs(result))) runner.setOutput(name, value);
  await runner.writeSummary(toMarkdown(result));
  if (inputs.failOnError && [...known, ...sent.problems].some(each => each.level === 'error')) runner.fail();
}

async function build(
  facts: Omit<PageFacts, 'decision'>,
  {
    decision,
    dedupKey,
    redactor,
  }: { readonly decision: Decision; readonly dedupKey: Redacted; readonly redactor: Redactor },
): Promise<BuiltEvent | undefined> {
  const { action } = decision;
  if (action === 'none') return undefined;
  return buildEvent(await composePage({ ...facts, decision: { ...decision, action } }, dedupKey, redactor));
}

function keyParts(inputs: Inputs, facts: RunFacts) {
  const { repository, workflow, job, matrix } = facts;
  return {
    migration: inputs.migration,
    environment: inputs.environment,
    database: inputs.database?.label ?? '',
    repository,
    workflow,
    job,
    matrix,
  };
}

function describeCuts(built: BuiltEvent | undefined): Problem[] {
  if (built === undefined || built.cuts.length === 0) return [];
  return [{ level: 'warning', message: `The event was too large for PagerDuty: ${built.cuts.join('; ')}.` }];
}

function describeLeftOut({ leftOut, reason }: Decision): Problem[] {
  return leftOut
    ? [
        {
          level: 'notice',
          message: `The migration failed, and PagerDuty is not told: ${reason}. See the input environments.`,
        },
      ]
    : [];
}

/** One annotation a level, so that every problem of every input is seen at once: the runner keeps ten of a kind. */
async function announce(problems: readonly Problem[], { runner, redactor }: Session): Promise<void> {
  for (const level of ['error', 'warning', 'notice'] as const) {
    const messages = problems.filter(problem => problem.level === level).map(problem => problem.message);
    if (messages.length > 0) runner.annotate(level, await redactor.redact(messages.join('\n')));
  }
}
