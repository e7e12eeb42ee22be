import { policyEnvironment } from '../decision/environments.ts';
import { policyTypes } from '../decision/migration-facts.ts';
import { lookUp } from '../decision/policy.ts';
import { readHttpUrl } from '../inputs/input-reader.ts';
import { type Redacted, type Redactor, redactAll, redacted } from '../redaction/redaction.ts';
import type { EventParts } from './alert-event.ts';
import type { PagedRun } from './page-words.ts';

/** A link whose text is our own sentence. */
interface OwnLink {
  readonly text: Redacted;
  readonly href: string;
}

/**
 * The page's links, in the order in which they help: runbook, the migration's source and pull request, job, run, commit,
 * dashboard, the user's; without a runbook, last, how to read the page.
 */
export async function composeLinks(
  { inputs, facts, migration, failed, source }: PagedRun,
  redactor: Redactor,
): Promise<EventParts['links']> {
  const environment = policyEnvironment(inputs.environment);
  const types = policyTypes(migration);
  const runbook = lookUp(inputs.runbooks, environment, types) ?? '';
  const ours: readonly OwnLink[] = [
    { text: redacted`Runbook`, href: runbook },
    { text: redacted`Migration source`, href: source?.url ?? '' },
    { text: redacted`Pull request`, href: source?.pullRequest?.url ?? '' },
    failed === undefined || failed.url === ''
      ? { text: redacted`Job`, href: facts.jobUrl }
      : { text: failed.step === '' ? redacted`Failed job` : redacted`Failed step`, href: failed.url },
    { text: redacted`Workflow run`, href: facts.runUrl },
    { text: redacted`Commit`, href: commitUrl(facts) },
    { text: redacted`Migration Dashboard`, href: lookUp(inputs.dashboards, environment, types) ?? '' },
  ];
  const guide = runbook === '' && facts.docsUrl !== '' ? `${facts.docsUrl}/on-call.md` : '';
  const redactHref = async ({ text, href }: OwnLink) => ({ href: await redactor.redact(href), text });
  const links = await Promise.all([
    ...ours.map(redactHref),
    ...inputs.links.map(({ text, href }) => redactAll({ href, text }, redactor)),
    redactHref({ text: redacted`How to read this page`, href: guide }),
  ]);
  // Redaction may have taken so much of a link that PagerDuty would refuse the event for it.
  return links.filter(link => readHttpUrl(link.href) !== undefined);
}

function commitUrl({ serverUrl, repository, commit }: PagedRun['facts']): string {
  return serverUrl === '' || repository === '' || commit === '' ? '' : `${serverUrl}/${repository}/commit/${commit}`;
}
