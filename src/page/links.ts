import { policyEnvironment } from '../decision/environments.ts';
import { policyTypes } from '../decision/migration.ts';
import { lookUp } from '../decision/policy.ts';
import { readHttpUrl } from '../inputs/values.ts';
import { type Redacted, type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import type { EventParts } from './event.ts';
import type { PageFacts } from './words.ts';

/** The page's links, in the order in which they help: runbook, job, run, dashboard, the user's. */
export async function composeLinks(
  { inputs, run, migration, failed }: PageFacts,
  redactor: Redactor,
): Promise<EventParts['links']> {
  const environment = policyEnvironment(inputs.environment);
  const types = policyTypes(migration);
  const ours: readonly { readonly text: Redacted; readonly href: string }[] = [
    { text: redacted`Runbook`, href: lookUp(inputs.runbooks, environment, types) ?? '' },
    failed === undefined || failed.url === ''
      ? { text: redacted`Job`, href: run.jobUrl }
      : { text: failed.step === '' ? redacted`Failed job` : redacted`Failed step`, href: failed.url },
    { text: redacted`Workflow run`, href: run.runUrl },
    { text: redacted`Migration Dashboard`, href: lookUp(inputs.dashboards, environment, types) ?? '' },
  ];
  const links = await Promise.all([
    ...ours.map(async ({ text, href }) => ({ href: await redactor.redact(href), text })),
    ...inputs.links.map(({ text, href }) => redactAll({ href, text }, redactor)),
  ]);
  // Redaction may have taken so much of a link that PagerDuty would refuse the event for it.
  return links.filter(link => readHttpUrl(link.href) !== undefined);
}
