import type { FindCutOff } from '../../src/github/cut-off.ts';
import { send } from '../../src/http/transport.ts';
import { findSecrets } from '../../src/redaction/secret-finder.ts';
import type { VerifyEntry } from '../../src/verify/ports.ts';
import { verify } from '../../src/verify/verify.ts';
import { fakeClock } from '../http/fake-clock.ts';

/** What a run of the verify action left. */
export interface Verified {
  /** Checks as the output has them, by id; several of one id in order. */
  readonly checks: readonly VerifiedCheck[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly log: string;
  readonly annotations: string;
  readonly summary: string;
  readonly masked: readonly string[];
  readonly exitCode: number;
}

export interface VerifiedCheck {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly text: string;
  readonly remedy?: string;
  readonly details?: string;
}

export interface Verifying extends Partial<Pick<VerifyEntry, 'send' | 'clock'>> {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Default: a private repository. */
  readonly payload?: unknown;
  readonly findCutOff?: FindCutOff;
}

/** Runs the verify action with these inputs, on the 2nd of January 2026, in a job of acme/shop. */
export async function runVerify(given: Readonly<Record<string, string>>, world: Verifying = {}): Promise<Verified> {
  const log: string[] = [];
  const annotations: string[] = [];
  const masked: string[] = [];
  const outputs: Record<string, string> = {};
  let summary = '';
  let exitCode = 0;
  const environment = {
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
    GITHUB_ACTION_REPOSITORY: 'acme/pagerduty-migration-alert',
    GITHUB_ACTION_REF: 'v1',
    ...world.environment,
  };
  await verify({
    runner: {
      environment,
      input: name => given[name] ?? '',
      payload: () => world.payload ?? { repository: { private: true } },
      mask: value => masked.push(value),
      log: text => log.push(text),
      annotate: (level, text) => annotations.push(`${level}: ${text}`),
      setOutputs: given => {
        Object.assign(outputs, given);
      },
      writeSummary: markdown => {
        summary = markdown;
      },
      setExitCode: code => {
        exitCode = code;
      },
    },
    send: world.send ?? send,
    clock: world.clock ?? fakeClock(),
    findSecrets,
    findCutOff: world.findCutOff ?? (async () => undefined),
  });
  const checks = JSON.parse(outputs.checks ?? '[]') as VerifiedCheck[];
  return { checks, outputs, log: log.join('\n'), annotations: annotations.join('\n'), summary, masked, exitCode };
}

/** How each check ended, by its id. */
export function statuses({ checks }: Verified): Record<string, string> {
  return Object.fromEntries(checks.map(({ id, status }) => [id, status]));
}
