import type { EventParts } from '../event.ts';
import type { Link } from '../inputs/links.ts';
import { readHttpUrl } from '../inputs/values.ts';
import { policyTypes } from '../migration-facts.ts';
import { lookUp, policyEnvironment } from '../policy.ts';
import { type Redactor, redactAll } from '../redaction.ts';
import type { PageFacts } from './words.ts';

/** The page's links, in the order in which they help: runbook, job, run, dashboard, the user's. */
export async function composeLinks(
  { inputs, run, migration, failed }: PageFacts,
  redactor: Redactor,
): Promise<EventParts['links']> {
  const environment = policyEnvironment(inputs.environment);
  const types = policyTypes(migration);
  const wanted: Link[] = [
    { text: 'Runbook', href: lookUp(inputs.runbooks, environment, types) ?? '' },
    failed === undefined || failed.url === ''
      ? { text: 'Job', href: run.jobUrl }
      : { text: failed.step === '' ? 'Failed job' : 'Failed step', href: failed.url },
    { text: 'Workflow run', href: run.runUrl },
    { text: 'Migration Dashboard', href: lookUp(inputs.dashboards, environment, types) ?? '' },
    ...inputs.links,
  ];
  const links = await Promise.all(wanted.map(({ text, href }) => redactAll({ href, text }, redactor)));
  // Redaction may have taken so much of a link that PagerDuty would refuse the event for it.
  return links.filter(link => readHttpUrl(link.href) !== undefined);
}
