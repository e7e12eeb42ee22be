import { policyEnvironment } from '../decision/environments.ts';
import { policyTypes } from '../decision/migration-facts.ts';
import { lookUp } from '../decision/policy.ts';
import { readHttpUrl } from '../inputs/input-reader.ts';
import { type Redacted, type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import type { EventParts } from './alert-event.ts';
import type { PagedRun } from './page-words.ts';

/** The page's links, in the order in which they help: runbook, the migration's source and pull request, job, run, dashboard, the user's. */
export async function composeLinks(
  { inputs, facts, migration, failed, source }: PagedRun,
  redactor: Redactor,
): Promise<EventParts['links']> {
  const environment = policyEnvironment(inputs.environment);
  const types = policyTypes(migration);
  const ours: readonly { readonly text: Redacted; readonly href: string }[] = [
    { text: redacted`Runbook`, href: lookUp(inputs.runbooks, environment, types) ?? '' },
    { text: redacted`Migration source`, href: source?.url ?? '' },
    { text: redacted`Pull request`, href: source?.pullRequest?.url ?? '' },
    failed === undefined || failed.url === ''
      ? { text: redacted`Job`, href: facts.jobUrl }
      : { text: failed.step === '' ? redacted`Failed job` : redacted`Failed step`, href: failed.url },
    { text: redacted`Workflow run`, href: facts.runUrl },
    { text: redacted`Migration Dashboard`, href: lookUp(inputs.dashboards, environment, types) ?? '' },
  ];
  const links = await Promise.all([
    ...ours.map(async ({ text, href }) => ({ href: await redactor.redact(href), text })),
    ...inputs.links.map(({ text, href }) => redactAll({ href, text }, redactor)),
  ]);
  // Redaction may have taken so much of a link that PagerDuty would refuse the event for it.
  return links.filter(link => readHttpUrl(link.href) !== undefined);
}
