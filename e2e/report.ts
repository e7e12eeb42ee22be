import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator.ts';
import { runBundle } from './bundle.ts';
import type { Told } from './verdict.ts';

const ROUTING_KEY = 'e2e0123456789e2e0123456789e2e012';

/** What a later step of the job is given: the job's id, how the migration's step ended, its log and its report. */
export type Evidence = {
  job: string;
  status: 'success' | 'failure';
  log: string;
  report: string | undefined;
  /** Names a report even where the tool wrote none. */
  names?: boolean;
};

/** Lets the shipped bundle report to the emulator, working in `folder`, and gathers what it told. */
export async function tell(
  pagerDuty: Emulator,
  folder: string,
  { job, status, log, report, names }: Evidence,
): Promise<Told> {
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const absent = names ? join(folder, 'report.json') : '';
  const already = pagerDuty.requests.length;
  const step = await runBundle(folder, job, status, {
    'routing-key': ROUTING_KEY,
    'api-url': pagerDuty.url,
    environment: 'production',
    status,
    log: file('migrate.log', log),
    report: report === undefined ? absent : file('report.json', report),
  });
  const sent = pagerDuty.requests.slice(already);
  const ours = pagerDuty.incidents().filter(incident => incident.dedupKey.includes(`-${job}-`));
  const event = sent.at(-1)?.body;
  const payload = isRecord(event) && isRecord(event.payload) ? event.payload : {};
  return {
    rc: step.rc,
    open: ours.filter(incident => incident.status !== 'resolved').length,
    title: typeof payload.summary === 'string' ? payload.summary : '',
    details: isRecord(payload.custom_details) ? payload.custom_details : {},
    action: step.outputs.action ?? '',
    state: step.outputs['database-state'] ?? '',
    leaving: JSON.stringify([sent, step]),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
