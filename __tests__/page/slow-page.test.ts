import { describe, expect, test } from '@jest/globals';
import type { Dialect } from '../../src/evidence/databases/databases.ts';
import type { AlertEvent } from '../../src/page/alert-event.ts';
import { type SlowRun, writeSlowPage } from '../../src/page/slow-page.ts';
import { redacted } from '../../src/redaction/redaction.ts';
import { makeEvidence, makeInputs, makeRun } from '../decision/facts.ts';
import { makeRedactor } from '../redaction/redactors.ts';

const NOW = new Date(Date.UTC(2026, 0, 2, 3, 4, 5));
const DOCS = 'https://github.com/OWNER/pagerduty-migration-alert/blob/v1/docs';
const slow = makeInputs({ run: './migrate.sh', slowAfterMs: 900_000 });

function write(run: Partial<SlowRun> = {}, action: 'trigger' | 'resolve' = 'trigger'): Promise<AlertEvent> {
  const command = { captured: 'output.log', running: true, startFailure: '' };
  const whole = { inputs: slow, facts: makeRun(), evidence: undefined, tail: '', command, dialect: undefined, ...run };
  return writeSlowPage(whole, action, { dedupKey: redacted`shop-slow`, now: NOW, redactor: makeRedactor() });
}

const summaryOf = async (run: Partial<SlowRun>, action?: 'resolve'): Promise<string> =>
  (await write(run, action)).payload.summary;

describe('the title says no more than is known', () => {
  test.each<[string, Partial<SlowRun>, string, string]>([
    [
      'nothing',
      {},
      'Database migration still running after 15 min in acme/shop (migrate.yml, job migrate)',
      'Database migration is no longer running in acme/shop (migrate.yml, job migrate)',
    ],
    [
      'a migration that has begun',
      { evidence: makeEvidence({ verdict: 'unfinished', endsAloud: true, migration: '006_b', applied: ['005_a'] }) },
      'Migration 006_b still running after 15 min',
      'Migration 006_b is no longer running',
    ],
    [
      'one that has begun, and would end silently',
      { evidence: makeEvidence({ verdict: 'unfinished', migration: '006_b' }) },
      'Database migration still running after 15 min in acme/shop (migrate.yml, job migrate)',
      'Database migration is no longer running in acme/shop (migrate.yml, job migrate)',
    ],
    [
      'one that is applied, which need not be the one that runs',
      { evidence: { ...makeEvidence({ migration: '005_a' }), verdict: 'success' } },
      'Database migration still running after 15 min in acme/shop (migrate.yml, job migrate)',
      'Database migration is no longer running in acme/shop (migrate.yml, job migrate)',
    ],
    [
      'one that failed, and may be tried again',
      { evidence: makeEvidence({ verdict: 'failure', migration: '005_a', error: 'lock timeout' }) },
      'Database migration still running after 15 min in acme/shop (migrate.yml, job migrate)',
      'Database migration is no longer running in acme/shop (migrate.yml, job migrate)',
    ],
    [
      'a tool that is done, before other commands',
      { evidence: makeEvidence({ verdict: 'success', migration: '005_a' }) },
      'Database migration is done, but its command is still running after 15 min in acme/shop (migrate.yml, job migrate)',
      'Database migration is no longer running in acme/shop (migrate.yml, job migrate)',
    ],
    [
      'the name that the user gives, in words of our own',
      { inputs: { ...slow, migration: '007_c', fields: { ...slow.fields, summary: 'FAILED: {migration}' } } },
      'Migration 007_c still running after 15 min',
      'Migration 007_c is no longer running',
    ],
    [
      'a leg of a matrix',
      {
        facts: makeRun({ matrixLabel: 'tenant globex' }),
        inputs: { ...slow, migration: '007_c', slowAfterMs: 90_000 },
      },
      'tenant globex: Migration 007_c still running after 1.5 min',
      'tenant globex: Migration 007_c is no longer running',
    ],
  ])('%s', async (_, run, trigger, resolve) => {
    expect([await summaryOf(run), await summaryOf(run, 'resolve')]).toEqual([
      `[PRODUCTION] ${trigger}`,
      `[PRODUCTION] ${resolve}`,
    ]);
  });
});

const LOOK = 'See whether it waits for a lock, and who holds it: ';

describe('the next step is the query of the database', () => {
  test.each<[Dialect | undefined, string]>([
    [
      'postgresql',
      'SELECT pid AS waiting, query, holder FROM pg_stat_activity CROSS JOIN unnest(pg_blocking_pids(pid)) AS holder. More queries: ',
    ],
    ['cockroachdb', 'SHOW JOBS, and SELECT * FROM crdb_internal.cluster_locks WHERE contended. More queries: '],
    ['redshift', 'SELECT * FROM svv_transactions ORDER BY txn_start. More queries: '],
    [
      'mysql',
      'SHOW FULL PROCESSLIST (it waits where the state is "Waiting for table metadata lock"), and on MySQL 8 SELECT waiting_pid, blocking_pid, waiting_query FROM sys.schema_table_lock_waits, for rows sys.innodb_lock_waits. More queries: ',
    ],
    [
      'mariadb',
      'SHOW FULL PROCESSLIST (it waits where the state is "Waiting for table metadata lock"), and SELECT trx_mysql_thread_id, trx_started, trx_query FROM information_schema.innodb_trx ORDER BY trx_started. More queries: ',
    ],
    [
      'sqlserver',
      'SELECT waiting.session_id AS waiting, waiting.wait_type, holder.session_id AS holder, holder.program_name FROM sys.dm_exec_requests AS waiting JOIN sys.dm_exec_sessions AS holder ON holder.session_id = waiting.blocking_session_id. More queries: ',
    ],
    [
      'oracle',
      'SELECT sid, blocking_session, event, seconds_in_wait FROM v$session WHERE blocking_session IS NOT NULL. More queries: ',
    ],
  ])('%s', async (dialect, query) => {
    const { payload } = await write({ dialect, facts: makeRun({ docsUrl: DOCS }) });
    expect(payload.custom_details.next_step).toBe(`${LOOK}${query}${DOCS}/on-call.md#still-running`);
  });

  test.each([
    [undefined, '', 'docs/on-call.md of this action has the queries'],
    ['sqlite', DOCS, `${DOCS}/on-call.md#still-running has the queries`],
  ] as const)('of %s none is known', async (dialect, docsUrl, words) => {
    const { payload } = await write({ dialect, facts: makeRun({ docsUrl }) });
    expect(payload.custom_details.next_step).toBe(`${LOOK}${words}`);
  });
});

test('it is a warning whatever the severity of a failure, and claims neither error nor state', async () => {
  const evidence = makeEvidence({
    verdict: 'failure',
    tool: 'dbmate',
    error: 'canceling statement due to lock timeout',
    errorType: '55P03',
    sqlstate: '55P03',
    category: 'LockError',
    databaseState: 'rolled-back',
    excerpt: 'ERROR: canceling statement due to lock timeout',
  });
  const inputs = { ...slow, severity: [['default', [['default', 'critical']]]] } as const;
  const { payload, event_action, dedup_key } = await write({ evidence, inputs });
  expect({ event_action, dedup_key, severity: payload.severity, class: payload.class }).toEqual({
    event_action: 'trigger',
    dedup_key: 'shop-slow',
    severity: 'warning',
    class: undefined,
  });
  expect(payload.custom_details).toMatchObject({
    database_state: 'unknown (the command still runs)',
    tool: 'dbmate',
    log: 'ERROR: canceling statement due to lock timeout',
  });
  expect(Object.keys(payload.custom_details)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:error|error_type|category|sqlstate|exit_code)$/)]),
  );
});
