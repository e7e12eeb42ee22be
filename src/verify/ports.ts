import type { FindCutOff } from '../github/cut-off.ts';
import type { Clock } from '../http/retry.ts';
import type { Send } from '../http/transport.ts';
import type { Redacted, SecretFinder } from '../redaction/redaction.ts';
import type { Runner } from '../runner/port.ts';

/** What verifying needs of the runner, or of a shell. */
export type VerifyRunner = Pick<
  Runner,
  'environment' | 'input' | 'payload' | 'mask' | 'log' | 'annotate' | 'setOutputs' | 'writeSummary' | 'setExitCode'
>;

/** What touches the world, handed in. */
export interface VerifyEntry {
  readonly runner: VerifyRunner;
  readonly send: Send;
  readonly clock: Clock;
  readonly findSecrets: SecretFinder;
  readonly findCutOff: FindCutOff;
}

/** What the checks need. */
export interface VerifyPorts {
  readonly send: Send;
  readonly clock: Clock;
  readonly log: Runner['log'];
  /** Who asks, for PagerDuty's eyes: the repository. */
  readonly source: Redacted;
}
