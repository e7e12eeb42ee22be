import { expect, test } from '@jest/globals';
import { type Line, readStreams } from '../../../src/evidence/lines/lines.ts';
import { growthOf, SUPERLINEAR } from '../../growth.ts';

test.each<[string, string]>([
  [
    'psql',
    'psql:a.sql:3: ERROR:  relation "x" does not exist\nLINE 1: ALTER TABLE x\n                    ^\nCREATE TABLE',
  ],
  ['the same line of psql often', 'psql:a.sql:3: NOTICE:  x\n'.repeat(12)],
  ['notices of a server', 'NOTICE:  relation "x" already exists, skipping\n'.repeat(12)],
  [
    'errors of mysql',
    Array.from({ length: 9 }, (_, at) => `ERROR 1146 (42S02) at line ${at}: Table 's.x' doesn't exist`).join('\n'),
  ],
  ['a table of psql', ' id | name\n----+------\n  1 | x\n  2 | y\n(2 rows)'],
  ['a table of mysql', '+----+\n| id |\n+----+\n| 1  |\n| 2  |\n+----+'],
  [
    'an expanded table',
    '-[ RECORD 1 ]\nid   | 1\nname | x\n-[ RECORD 2 ]\nid   | 2\nname | y\n-[ RECORD 3 ]\nid   | 3\nname | z',
  ],
  [
    'the server log of PostgreSQL',
    '2024-06-05 12:30:54.101 UTC [71] ERROR:  relation "x" does not exist\n2024-06-05 12:30:54.101 UTC [71] STATEMENT:  SELECT 1',
  ],
  ['Flyway', 'ERROR: Migration of schema "public" to version "2" failed!\nWARNING: DB: x\nDEBUG: y'],
  ['Flyway at length', 'DEBUG: Filtering out resource: a.sql\n'.repeat(12)],
  ['TypeORM', 'query: SELECT * FROM x\n'.repeat(12)],
  ['dbmate', 'Applying: a.sql\n'.repeat(12)],
  ['dbmate status', '[X] 1_a.sql\n[X] 2_b.sql\n[X] 3_c.sql\n[ ] 4_d.sql'],
  ['drizzle-kit', '[⣷] applying migrations...\n[✓] migrations applied successfully!'],
  ['steps that count on', Array.from({ length: 9 }, (_, at) => `[${at}/9] applying`).join('\n')],
  ['Rails', '== 20260101 AddX: migrating ====\n-- create_table(:x)\n   -> 0.01s'],
  ['Laravel', '   INFO  Running migrations.\n\n  2026_01_01_000000_x ..... 4ms DONE'],
  ['Django', 'Operations to perform:\n  Apply all migrations: shop\nRunning migrations:\n  Applying shop.0001... OK'],
  ['the tail of Django', '  Applying shop.0001... OK\n'.repeat(9)],
  ['exceptions', 'java.lang.IllegalStateException: x\n\tat a.b.C.d(C.java:12)\nCaused by: org.x.Y: z'],
  ['npm', 'npm ERR! code 1\nnpm error Lifecycle script failed\n ELIFECYCLE  Command failed.'],
  ['a report of Confiture', '{"success": false, "error": {"code": "MIGR_001", "message": "x"}, "timestamp": "2026"}'],
  ['a report of Flyway', '{"flywayVersion":"10","timestamp":"2026-01-01","message":"x","level":"error"}'],
  ['a report of Atlas', '{"Driver":"postgres","Applied":[],"Error":"x","Level":"error","Message":"y"}'],
  ['a box of Rich', '╭─ Error ─╮\n│ No such │\n│ option  │\n│ here    │\n╰─────────╯'],
  ['YAML', 'a: 1\nb: 2\nc: 3\nd: 4\ne: 5'],
])('%s stays as it is', (_, log) => {
  expect(readStreams(log)).toEqual([{ name: '', lines: log.split('\n').map((text, at) => ({ text, at })) }]);
});

test.each<[string, string, readonly (readonly [string, readonly string[]])[]]>([
  [
    'two containers are two streams, and an exit is its container’s',
    'Attaching to db-1, migrate-1\ndb-1       | starting\nmigrate-1  | Applying: a.sql\ndb-1       | ready\nmigrate-1  | Error: x\nmigrate-1 exited with code 1',
    [
      ['', ['Attaching to db-1, migrate-1']],
      ['db-1', ['starting', 'ready']],
      ['migrate-1', ['Applying: a.sql', 'Error: x', 'migrate-1 exited with code 1']],
    ],
  ],
  [
    'one container is no stream of its own',
    'migrate-1  | Error: x\nmigrate-1 exited with code 1\nnpm ERR! x\n##[error]Process completed with exit code 1.',
    [['', ['Error: x', 'migrate-1 exited with code 1', 'npm ERR! x', 'Process completed with exit code 1.']]],
  ],
  [
    'a container of one line is known by its exit',
    'migrate  | error: x\nmigrate exited with code 1',
    [['', ['error: x', 'migrate exited with code 1']]],
  ],
  [
    'tenants work one after the other',
    '[1/2 (50%) standard:a] x\nTraceback\n[2/2 (100%) standard:b] y',
    [
      ['standard:a', ['x', 'Traceback']],
      ['standard:b', ['y']],
    ],
  ],
  [
    'packages of a workspace',
    '@acme/db:migrate: a\n@acme/web:build: b\n@acme/db:migrate: c',
    [
      ['@acme/db:migrate', ['a', 'c']],
      ['@acme/web:build', ['b']],
    ],
  ],
])('%s', (_, log, expected) => {
  expect(readStreams(log).map(({ name, lines }) => [name, lines.map(({ text }) => text)])).toEqual(expected);
});

test.each<[string, string, readonly Line[]]>([
  ['an error in a command', '::group::x\n::error file=a::boom', [{ text: 'boom', at: 1, level: 'error' }]],
  [
    'Alembic’s own words',
    'INFO  [alembic.runtime.migration] Running upgrade  -> a',
    [
      {
        text: 'INFO  [alembic.runtime.migration] Running upgrade  -> a',
        at: 0,
        level: 'info',
        logger: 'alembic.runtime.migration',
      },
    ],
  ],
  ['a level', '[WARNING] x', [{ text: 'x', at: 0, level: 'warning' }]],
  [
    'a logger',
    '2026-01-01 10:00:00.120 ERROR 1 --- [main] o.f.c.DbMigrate : x',
    [{ text: 'x', at: 0, level: 'error', logger: 'o.f.c.DbMigrate' }],
  ],
  [
    'Alembic’s logger belongs to its words',
    '{"levelname":"INFO","name":"x","logger":"alembic.runtime.migration","message":"Running upgrade a -> b"}',
    [
      {
        text: 'INFO  [alembic.runtime.migration] Running upgrade a -> b',
        at: 0,
        level: 'info',
        logger: 'alembic.runtime.migration',
      },
    ],
  ],
  [
    'message and error of a record',
    'x\n{"time":"1","level":"ERROR","msg":"migrations failed","error":"ERROR 2.sql:\\nfailed"}',
    [
      { text: 'x', at: 0 },
      { text: 'migrations failed', at: 1, level: 'error' },
      { text: 'ERROR 2.sql:', at: 1, level: 'error' },
      { text: 'failed', at: 1, level: 'error' },
    ],
  ],
  [
    'the stack of a record',
    '{"level":50,"time":1,"msg":"failed","err":{"type":"Error","message":"x","stack":"Error: x\\n    at y"}}',
    [
      { text: 'failed', at: 0, level: 'error' },
      { text: 'Error: x', at: 0, level: 'error' },
      { text: '    at y', at: 0, level: 'error' },
    ],
  ],
  [
    'a driver’s code',
    '{"level":"error","message":"relation","code":"42P07"}',
    [
      { text: 'relation', at: 0, level: 'error' },
      { text: "  code: '42P07',", at: 0, level: 'error' },
    ],
  ],
  [
    'the template of Serilog',
    '{"@t":"2026","@mt":"Applying {Name}","@l":"Warning","Name":"a.sql"}',
    [{ text: 'Applying a.sql', at: 0, level: 'warning' }],
  ],
  [
    'the migration of a record',
    '{"timestamp":"1","level":"INFO","message":"Applying migration","migration.version":"7"}',
    [{ text: 'Applying migration migration.version="7"', at: 0, level: 'info' }],
  ],
  [
    'fields behind a message',
    '10:00AM ERR failed error="ERROR \\"a\\": x" id=4',
    [
      { text: 'failed', at: 0, level: 'error' },
      { text: 'ERROR "a": x', at: 0, level: 'error' },
    ],
  ],
])('%s is told', (_, log, expected) => {
  expect(readStreams(log)).toEqual([{ name: '', lines: expected }]);
});

test('lines that move to the right together come back', () => {
  const log = '       > knex migrate:latest\n       \n       Using environment: production\n'.repeat(3);
  expect(
    readStreams(log)[0]
      ?.lines.map(({ text }) => text)
      .slice(0, 3),
  ).toEqual(['> knex migrate:latest', '', 'Using environment: production']);
});

test('numbers are those of the raw log, where its middle is left out, too', () => {
  const lines = readStreams(Array.from({ length: 80_000 }, (_, at) => `line ${at}`).join('\n'))[0]?.lines ?? [];
  expect(lines.filter(({ text, at }) => text !== `line ${at}`)).toEqual([]);
});

test.each<[string, string]>([
  ['lines', 'line of a log that says nothing much\n'],
  ['carriage returns', 'x\r'],
  ['lone carriage returns', '\r'],
  ['bars', 'a| '.repeat(50).concat('\n')],
  ['colons', 'a: '.repeat(100).concat('\n')],
  ['times', '1:11 '.repeat(100).concat('\n')],
  ['names', 'a-'.repeat(100).concat('\n')],
  ['pairs', 'time=1 '.repeat(100).concat('\n')],
  ['brackets', '[a] '.repeat(50).concat('\n')],
  ['open objects', '{"a":'.repeat(100).concat('}\n')],
  ['letters', 'a'],
  ['blanks', ' '],
  ['escapes', '\u001b['],
])('4 MB of %s take time in proportion to their length', async (_, unit) => {
  const read = (size: number) => readStreams(unit.repeat(Math.ceil(size / unit.length)));
  expect(await growthOf(read, 4_000_000, 2_000)).toBeLessThan(SUPERLINEAR);
});
