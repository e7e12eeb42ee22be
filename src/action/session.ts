import type { EvidencePorts } from '../decision/investigation.ts';
import type { FollowUpPorts } from '../delivery/follow-up.ts';
import type { Ledger } from '../delivery/ledger-file.ts';
import type { UndeliveredFiles } from '../delivery/undelivered-file.ts';
import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import { readRoutingKeys } from '../inputs/routing-keys.ts';
import type { DeliverByRest } from '../pagerduty/rest-delivery.ts';
import type { Secret } from '../primitives/secret.ts';
import { createRedactors, type Redactor, type SecretFinder } from '../redaction/redaction.ts';
import type { Command, PreparedCommand } from '../runner/command.ts';
import type { Runner } from '../runner/port.ts';

/** All that touches the world, handed in. */
export interface Ports extends EvidencePorts, Pick<FollowUpPorts, 'lookUpIncident' | 'recordChange'> {
  readonly runner: Runner;
  readonly send: Send;
  readonly clock: Clock;
  readonly findSecrets: SecretFinder;
  readonly undeliveredFiles: UndeliveredFiles;
  readonly ledger: Ledger;
  readonly deliverByRest: DeliverByRest;
  readonly prepareCommand: (command: Command) => Promise<PreparedCommand>;
}

/** What is known before anything can go wrong. */
export interface Opened {
  readonly routingKeys: readonly Secret[];
  readonly redactor: Redactor;
  /** Redacts by our own rules alone: what is left when the other one breaks. */
  readonly plainRedactor: Redactor;
}

/** One run of the action: the ports, and what is known before anything can go wrong. */
export type Session = Ports & Opened;

/** What a session is opened with. */
export interface Opening {
  readonly runner: Pick<Runner, 'environment' | 'input' | 'mask'>;
  readonly findSecrets: SecretFinder;
}

const SECRET_INPUTS = ['api-token', 'github-token', 'fallback-webhook-url'];

/** Opens a session: reads the secrets, masks them before anything else happens, and makes the redactor that knows them. */
export function openSession<P extends Opening>(ports: P): P & Opened {
  const { runner, findSecrets } = ports;
  const routingKeys = readRoutingKeys(runner.input('routing-key'), runner.environment);
  const others = SECRET_INPUTS.map(name => runner.input(name).trim());
  const secrets = [...routingKeys.map(key => key.reveal()), ...others].filter(secret => secret !== '');
  for (const secret of secrets) runner.mask(secret);
  const patterns = runner.input('redact');
  const { environment } = runner;
  return { ...ports, routingKeys, ...createRedactors({ secrets, environment, patterns, findSecrets }) };
}
