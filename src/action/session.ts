import type { Sources } from '../decision/findings.ts';
import type { Outbox } from '../delivery/undelivered-file.ts';
import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import { readRoutingKeys } from '../inputs/destination.ts';
import type { recordChange } from '../pagerduty/change-record.ts';
import type { followUp } from '../pagerduty/follow-up.ts';
import type { DeliverByRest } from '../pagerduty/incident-delivery.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Secret } from '../primitives/secret.ts';
import { createRedactors, type Redactor, type SecretFinder } from '../redaction/redaction.ts';
import { toMarkdown } from '../report/job-summary.ts';
import { type Result, toLogLine, toOutputs } from '../report/result.ts';
import type { Command, PreparedCommand } from '../runner/command.ts';
import type { Runner } from '../runner/port.ts';

/** The world, handed in. */
export interface World extends Sources {
  readonly runner: Runner;
  readonly send: Send;
  readonly clock: Clock;
  readonly findSecrets: SecretFinder;
  readonly outbox: Outbox;
  readonly deliverByRest: DeliverByRest;
  readonly followUp: typeof followUp;
  readonly recordChange: typeof recordChange;
  readonly prepareCommand: (command: Command) => Promise<PreparedCommand>;
}

/** What is known before anything can go wrong. */
export interface Opened {
  readonly routingKeys: readonly Secret[];
  readonly redactor: Redactor;
  /** Redacts by our own rules alone: what is left when the other one breaks. */
  readonly plainRedactor: Redactor;
}

/** One run of the action: the world, and what is known before anything can go wrong. */
export type Session = World & Opened;

/** What a session is opened with. */
export interface Opening {
  readonly runner: Pick<Runner, 'environment' | 'input' | 'mask'>;
  readonly findSecrets: SecretFinder;
}

const SECRET_INPUTS = ['api-token', 'github-token', 'fallback-webhook-url'];

/** Opens a session: reads the secrets, masks them before anything else happens, and makes the redactor that knows them. */
export function openSession<W extends Opening>(world: W): W & Opened {
  const { runner, findSecrets } = world;
  const routingKeys = readRoutingKeys(runner.input('routing-key'), runner.environment);
  const others = SECRET_INPUTS.map(name => runner.input(name).trim());
  const secrets = [...routingKeys.map(key => key.reveal()), ...others].filter(secret => secret !== '');
  for (const secret of secrets) runner.mask(secret);
  const patterns = runner.input('redact');
  const { environment } = runner;
  return { ...world, routingKeys, ...createRedactors({ secrets, environment, patterns, findSecrets }) };
}

/** One annotation a level, so that every problem of every input is seen at once: the runner keeps ten of a kind. */
export async function announce(
  problems: readonly Problem[],
  { runner, redactor }: Pick<Session, 'runner' | 'redactor'>,
): Promise<void> {
  for (const level of ['error', 'warning', 'notice'] as const) {
    const messages = problems.filter(problem => problem.level === level).map(problem => problem.message);
    if (messages.length > 0) runner.annotate(level, await redactor.redact(messages.join('\n')));
  }
}

/** Writes log line, outputs and job summary. */
export async function write(result: Result, session: Pick<Session, 'runner'>): Promise<void> {
  writeOutputs(result, session);
  await session.runner.writeSummary(toMarkdown(result));
}

/** Writes log line and outputs, for what is no news yet. A post step can set no outputs. */
export function writeOutputs(result: Result, { runner }: Pick<Session, 'runner'>): void {
  runner.log(toLogLine(result));
  if (runner.phase === 'post') return;
  runner.setOutputs(toOutputs(result));
}
