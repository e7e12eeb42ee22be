import { type Opened, openSession } from '../action/session.ts';
import { readRunFacts } from '../github/run-facts.ts';
import { deliver } from '../pagerduty/events-api.ts';
import type { RestRoute } from '../pagerduty/rest-access.ts';
import type { RestContext } from '../pagerduty/rest-api.ts';
import { deliverByRest } from '../pagerduty/rest-delivery.ts';
import { describeError } from '../primitives/errors.ts';
import { redactAll, redacted } from '../redaction/redaction.ts';
import { checkAccount } from './account-checks.ts';
import { backtest } from './backtest.ts';
import { backtestMarkdown, describeBacktest, listBacktest } from './backtest-report.ts';
import { type Check, failed, notCheckable, type RedactedCheck } from './check.ts';
import { type DrillRoute, drill } from './drill.ts';
import { checkEnvironment } from './environment-check.ts';
import { checkAccepted, checkForm } from './key-checks.ts';
import type { VerifyEntry, VerifyPorts } from './ports.ts';
import { readSettings, type Settings } from './settings.ts';
import { countChecks, type Readers, toLine, toTable, verifyOutputs } from './verdict.ts';

const DELIVERY_BUDGET_MS = 30_000;

type VerifySession = VerifyEntry & Opened;

/** Checks whether the alarm would ring, and says so line by line. Never throws; the exit code is 1 when a check failed. */
export async function verify(entry: VerifyEntry): Promise<void> {
  const session = openSession(entry);
  const { runner, redactor } = session;
  try {
    await run(session);
  } catch (error) {
    const text = await redactor.redact(describeError(error));
    runner.annotate('error', redacted`Internal error, please report it: ${text}.`);
    runner.setExitCode(1);
  }
}

async function run(session: VerifySession): Promise<void> {
  const { runner, redactor } = session;
  const { environment } = runner;
  const facts = readRunFacts({ environment, payload: runner.payload(), matrix: '', jobId: '' });
  const { settings, checks: wrong } = await readSettings(name => runner.input(name));
  const source = await redactor.redact(facts.repository || 'a terminal');
  const log = runner.log;
  const readers: Readers = {
    everybody: facts.publicRepository,
    guide: facts.docsUrl === '' ? '' : `${facts.docsUrl}/verify.md`,
  };
  const replays = settings.backtestDays > 0 && wrong.length === 0;
  const replayed = replays ? await backtest(settings, facts, session) : undefined;
  const alarm = wrong.length > 0 ? wrong : await checkAlarm(settings, { ...session, log, source });
  const place = wrong.length > 0 ? [] : checkEnvironment(settings);
  const raw = [...place, ...alarm, ...(replayed === undefined ? [] : [replayed.check])];
  const checks = await Promise.all(raw.map(check => redactCheck(check, session)));

  for (const check of checks) log(toLine(check, readers));
  const backtested = replayed?.backtested;
  if (backtested !== undefined)
    for (const line of [describeBacktest(backtested), ...listBacktest(backtested)]) log(await redactor.redact(line));
  runner.setOutputs(verifyOutputs(checks));
  const table = backtested === undefined ? '' : backtestMarkdown(backtested);
  runner.writeSummary([toTable(checks, readers), table].filter(part => part !== '').join('\n\n'));
  if (countChecks(checks).failed === 0) return;
  const lines = checks.filter(check => check.status === 'failed').map(check => toLine(check, readers));
  runner.annotate('error', await redactor.redact(lines.join('\n')));
  runner.setExitCode(1);
}

async function checkAlarm(settings: Settings, session: VerifySession & VerifyPorts): Promise<readonly Check[]> {
  const { routingKeys } = session;
  const { access, backtestDays } = settings;
  if (routingKeys.length === 0 && access === undefined) return backtestDays > 0 ? [] : [NOTHING];
  const keys = await Promise.all(
    routingKeys.map(async key => [checkForm(key), await checkAccepted(key, settings, session)]),
  );
  const account = await checkAccount(routingKeys, settings, session);
  const drills = settings.drill ? await drillAll(settings, session) : [];
  return [...(routingKeys.length === 0 ? [NO_KEY] : keys.flat()), ...drills, ...account];
}

async function drillAll(settings: Settings, session: VerifySession & VerifyPorts): Promise<readonly Check[]> {
  const routes = drillRoutes(settings, session);
  if (routes.length === 0)
    return [notCheckable('drill-opened', 'there is no usable routing key, nor token and service')];
  const checks: Check[] = [];
  // One after the other: each may ring a phone.
  for (const route of routes) checks.push(...(await drill(route, session)));
  return checks;
}

function drillRoutes({ access, service, region, apiUrl }: Settings, session: VerifySession): readonly DrillRoute[] {
  const { routingKeys, send, clock } = session;
  const rest: RestContext | undefined = access && { access, send, clock, deadline: 0 };
  const destination = { region, apiUrl, budgetMs: DELIVERY_BUDGET_MS };
  if (routingKeys.length > 0)
    return routingKeys
      .filter(key => checkForm(key).status === 'passed')
      .map(key => ({ rest, deliver: event => deliver(event, key, { destination, send, clock }) }));
  if (access === undefined || service === '') return [];
  const route: RestRoute = { access, service, urgencyOf: () => 'high' };
  const budget = { budgetMs: DELIVERY_BUDGET_MS, send, clock };
  return [{ rest, deliver: event => deliverByRest(event, route, budget) }];
}

async function redactCheck(check: Check, { redactor }: Opened): Promise<RedactedCheck> {
  const { text, remedy, aside } = check;
  return { ...check, ...(await redactAll({ text, remedy, aside }, redactor)) };
}

const NOTHING = failed(
  'inputs',
  'routing-key, api-token, backtest: expected at least one of them; got nothing, so there is nothing to check',
  "Is the secret's name misspelt, or does the secret belong to an environment that the job does not name?",
);

const NO_KEY = notCheckable(
  'routing-key-form',
  'no routing key was given (or its secret is misspelt): incidents are opened by REST',
);
