import { describe, expect, test } from '@jest/globals';
import { findDoubt } from '../../../src/decision/doubt.ts';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

const read = (log: string) => readEvidenceFromTexts('', log);
const at = 'applying 003\n';

describe('an output of no known tool that ends in an error', () => {
  test.each<[string, string]>([
    [
      'MongoServerError[NamespaceExists]: Collection shop.users already exists.',
      'Collection shop.users already exists.',
    ],
    ['AcmeError[E42]: no such column', 'no such column'],
    ['Error[E42]: no such column', 'no such column'],
    [
      "thread 'main' panicked at src/main.rs:10:5:\nthe column is gone\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
      'the column is gone',
    ],
    ["thread 'main' (4242) panicked at src/main.rs:10:5:\nthe table was applied twice", 'the table was applied twice'],
    ["thread 'main' panicked at 'the column is gone', src/main.rs:10:5", 'the column is gone'],
    [
      'called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound }',
      'called `Result::unwrap()` on an `Err` value: Os { code: 2, kind: NotFound }',
    ],
    ...[
      'Fehler: ',
      'Erreur : ',
      'Errore: ',
      'Erro: ',
      'erro: ',
      'Ошибка: ',
      'ОШИБКА: ',
      'Помилка: ',
      'エラー: ',
      'エラー：',
      '错误：',
      '错误: ',
      '錯誤：',
      '오류: ',
      'błąd: ',
      'Błąd: ',
      'Hata: ',
      'Fel: ',
      'Fout: ',
      'Chyba: ',
      'Hiba: ',
      'خطأ: ',
      '[Fehler]: ',
    ].map((head): [string, string] => [`${head}users 003`, 'users 003']),
  ])('%j', (line, error) => {
    expect(read(`${at}${line}\n`)).toMatchObject({ verdict: 'unknown', lastWords: 'error', error });
  });
});

// A caller's own words that the command failed: an error, of which they say nothing to show.
describe('an output whose only error is its end', () => {
  test.each([
    'make: *** [Makefile:3: migrate] Error 1',
    'make[2]: *** [migrate] Error 2',
    'gmake: *** [Makefile:3: migrate] Error 1',
    'make: *** [Makefile:3: migrate] Fehler 1',
    'make: *** [Makefile:3: migrate] Erreur 1',
    'make: *** [Makefile:3: migrate] Ошибка 1',
    'make: *** [Makefile:3: migrate] エラー 1',
    "make: *** No rule to make target 'migrate'.  Stop.",
    'task: Failed to run task "migrate": exit status 1',
    'task: Failed to run task "migrate-the-databases-of-all-tenants-in-eu-west-1": exit status 1',
    'migrate-1 exited with code 1',
    'migrate-1 exited with code 137',
    '##[error]Process completed with exit code 1.',
    'exit code 1',
    'exit status 2',
    'npm error Lifecycle script `migrate` failed with error:\nnpm error code 1\nnpm error path /app/db\nnpm error command failed\nnpm error command sh -c ./migrate',
    ' ELIFECYCLE  Command failed with exit code 1.',
    'error Command failed with exit code 1.',
    'Process finished with exit code: 3',
  ])('%j', line => {
    const evidence = read(`${at}${line}\n`);
    expect(evidence).toMatchObject({ verdict: 'unknown', lastWords: 'error', databaseState: 'unknown' });
    expect(evidence?.error).toBeUndefined();
    expect(evidence?.excerpt).toContain('applying 003');
    expect(findDoubt({ evidence, files: 'read' })).toMatchObject({ seen: 'the output ends in an error' });
  });

  test('the error that stands before it is told', () => {
    expect(read(`${at}ERROR: boom\nmake: *** [Makefile:3: migrate] Error 1\n`)).toMatchObject({ error: 'boom' });
    const waited = `pq: the database system is starting up\n${at}003 applied\nmake: *** [migrate] Error 1\n`;
    expect(read(waited)).toMatchObject({ lastWords: 'error', error: 'the database system is starting up' });
  });

  test('of a tool that says nothing of its end', () => {
    const log = `Applying migration '20260102000000_Pay'.\nmigrate-1 exited with code 1\n`;
    expect(read(log)).toMatchObject({ tool: 'EF Core', verdict: 'unfinished', lastWords: 'error' });
  });
});

describe('a command that could not be started, in the words of its shell', () => {
  test.each([
    ...[
      'flyway: Kommando nicht gefunden.',
      'flyway: Befehl nicht gefunden.',
      'flyway : commande introuvable',
      'flyway\u00a0: commande introuvable',
      'flyway: orden no encontrada',
      'flyway: no se encontró la orden',
      'flyway: comando non trovato',
      'flyway: comando não encontrado',
      'flyway: nie znaleziono polecenia',
      'flyway: コマンドが見つかりません',
      'flyway: komut yok',
      'flyway: команда не найдена',
      'flyway: 未找到命令',
      'flyway: 找不到指令',
    ].flatMap(words => [`bash: ${words}`, `bash: Zeile 1: ${words}`, `/run.sh: 1 行: ${words}`]),
    'bash: line 1: flyway: command not found',
    'zsh: command not found: flyway',
    'Der Befehl "flyway" ist entweder falsch geschrieben oder\r\nkonnte nicht gefunden werden.',
    "'flyway' is not recognized as an internal or external command,\r\noperable program or batch file.",
    "'flyway' n'est pas reconnu en tant que commande interne\r\nou externe, un programme exécutable ou un fichier de commandes.",
    'flyway : Die Benennung "flyway" wurde nicht als Name eines Cmdlet, einer Funktion, einer Skriptdatei oder eines ausführbaren \r\nProgramms erkannt. Überprüfen Sie die Schreibweise des Namens.\r\nIn Zeile:1 Zeichen:1\r\n+ flyway migrate\r\n+ ~~~~~~\r\n    + CategoryInfo          : ObjectNotFound: (flyway:String) [], CommandNotFoundException',
    "flyway : The term 'flyway' is not recognized as the name of a cmdlet, function, script file, or operable program. Check \r\nthe spelling of the name, or if a path was included, verify that the path is correct and try again.\r\nAt line:1 char:1\r\n+ flyway migrate\r\n+ ~~~~~~",
    "flyway: The term 'flyway' is not recognized as a name of a cmdlet, function, script file, or executable program.",
  ])('%j', line => {
    expect(read(`${at}${line}\r\n`)).toMatchObject({
      lastWords: 'error',
      category: 'ConfigurationError',
      databaseState: 'unchanged',
    });
  });
});

describe('a success of no known tool has no doubt', () => {
  test.each([
    '0 errors',
    'no errors',
    'Errors: 0',
    'Error: 0',
    'Error 0',
    'errors: none',
    'Fehler: 0',
    'Fehler: keine',
    'Ошибка: нет',
    'エラー: なし',
    '错误：0',
    'Erreur : aucune',
    'exited with code 0',
    'migrate-1 exited with code 0',
    'Process finished with exit code 0',
    'exit status 0',
    '##[error]Process completed with exit code 0.',
    "make: Nothing to be done for `migrate'.",
    "make: 'migrate' is up to date.",
    'make: [Makefile:3: clean] Error 1 (ignored)',
    "make[1]: Leaving directory '/app'",
    'task: Task "migrate" is up to date',
    'migrate-1 exited with code 1\nmigrate-1 exited with code 0',
    'migrate-1 exited with code 1 (restarting)\n003 applied',
    'wait-for-db: exit status 1, retrying\nconnected',
    'migrate-1 exited with code 0\nAborting on container exit...\ndb-1 exited with code 137',
    'migrate-1  | 003\ndb-1  | ready\nmigrate-1 exited with code 0\nAborting on container exit...\ndb-1 exited with code 143',
    "thread 'main' started",
    'MIGRATED UP: 20250101000000-failed-logins.js',
    'executed 0007_invalid.sql\nexecuted sql/0008_missing.sql\nexecuted a.refused',
    'команда выполнена',
    'Befehl gefunden.',
  ])('%j', lines => {
    expect(findDoubt({ evidence: read(`${at}${lines}\n`), files: 'read' })).toBeUndefined();
  });
});

test('the fields below the words tell what they mean, in whatever language', () => {
  const log =
    "Error: Nombre de columna 'iva' duplicado\n    at Packet.asError (/a.js:1:2) {\n  code: 'ER_DUP_FIELDNAME',\n  errno: 1060,\n  sqlState: '42S21'\n}\n";
  expect(read(at + log)).toMatchObject({
    error: "Nombre de columna 'iva' duplicado",
    sqlstate: '42S21',
    category: 'SchemaError',
  });
});

test.each([
  ['Applying: 2_pay.sql\ncommand terminated with exit code 137\n', 'command terminated with exit code 137'],
  // Whoever stopped a container may have done so because another had ended.
  ['Applying: 2_pay.sql\nmigrate-1 exited with code 137\n', undefined],
  ['Applying: 2_pay.sql\nprocess exited with code 1\n', undefined],
])('an exit code alone is told where a signal ended the command: %j', (log, error) => {
  expect(read(log)).toMatchObject({ tool: 'dbmate', verdict: 'unfinished' });
  expect(read(log)?.error).toBe(error);
});

describe('what is not the error, or not all of it', () => {
  test.each([
    ['a count of those that failed', 'failed to reach the shard\n1 of 3 tenants failed', 'failed to reach the shard'],
    ['a count alone', '2 of 5 shards failed', '2 of 5 shards failed'],
    [
      'a reason on the next line',
      'failed to list the migrations:\nthe stream is closed',
      'failed to list the migrations: the stream is closed',
    ],
    [
      'the log of a container that is not there yet',
      'error: timed out waiting for the condition on jobs/m\nERROR: schema migration did not complete, refusing to go on\nError from server (BadRequest): container "m" in pod "m-1" is waiting to start: ContainerCreating',
      'timed out waiting for the condition on jobs/m',
    ],
    ['a checksum', '0003_orders.sql: checksum mismatch', '0003_orders.sql: checksum mismatch'],
  ])('%s', (_, lines, error) => {
    expect(read(`${at}${lines}\n`)).toMatchObject({ lastWords: 'error', error });
  });

  test.each([
    'alter table logins add column failed boolean not null default false;',
    '  add column missing integer default 0,',
    'web1 : ok=6 changed=2 unreachable=0 failed=0 skipped=0',
    '0 of 2 shards failed',
    'fatal: [web1]: FAILED! => {"msg": "file not found: /old"}\n...ignoring\nPLAY RECAP',
    'Error from server (BadRequest): container "m" in pod "m-1" is waiting to start: PodInitializing\njob.batch/m condition met',
  ])('%j leaves no doubt', lines => {
    expect(read(`${at}${lines}\n`)?.lastWords).toBeUndefined();
  });
});
