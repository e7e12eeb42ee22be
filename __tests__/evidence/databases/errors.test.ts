import { describe, expect, test } from '@jest/globals';
import { findErrors } from '../../../src/evidence/databases/databases.ts';
import { growthOf, processorTime, SUPERLINEAR } from '../../growth.ts';
import { CASES } from './errors.table.ts';

const read = (...texts: readonly string[]) => findErrors(texts.map(text => ({ text })));

describe('an error is read whole', () => {
  test.each(CASES)('of %s', (_, lines, error) => {
    expect(read(...lines)).toEqual([error]);
  });

  test.each(CASES)('of %s with other lines around it', (_, lines, error) => {
    const before = ['Applying migration 3 of 5', 'CREATE TABLE a (id int);', ''];
    const errors = read(...before, ...lines, 'Done in 3.2 s.', '0 errors');
    expect(errors).toEqual([{ ...error, at: error.at + 3, lines: error.lines.map(line => line + 3) }]);
  });
});

describe('no error', () => {
  test.each([
    ['psql:m.sql:1: NOTICE:  relation "x" already exists, skipping'],
    ['NOTICE: relation "x" already exists, skipping'],
    ['HINWEIS:  Relation »x« existiert bereits, wird übersprungen'],
    ['WARNING: DB: PROCEDURE shop.calc does not exist (SQL State: 42000 - Error Code: 1305)'],
    ['DB: extension "timescaledb" already exists, skipping (SQL State: 42710 - Error Code: 0)'],
    ['create table error_ledger.error_ledger_errors'],
    ['0 errors'],
    ['Compiled with 0 errors and 2 warnings'],
    [`INSERT INTO log VALUES ('ERROR:  relation "x" does not exist');`],
    ["query: CREATE TYPE \"e\" AS ENUM('error', 'warning')"],
    ['-- ERROR:  relation "x" does not exist: see below'],
    ['STATEMENT:  ALTER TABLE userz ADD COLUMN x int'],
    ['DETAIL:  Key (id)=(1) already exists.'],
    ['execute "CREATE SCHEMA IF NOT EXISTS error_ledger"'],
    ['Migrating schema "public" to version "3 - fix unknown column error"'],
    ['ERROR: Migration of schema "public" to version "3 - x" failed! Changes successfully rolled back.'],
    ['ERROR:  While executing gem ... (Gem::FilePermissionError)'],
    ['Msg 5701, Level 10, State 1, Server acme, Line 1'],
    ['npm error Lifecycle script `db:migrate` failed with error:'],
    [''],
  ])('in %j', line => {
    expect(read(line)).toEqual([]);
  });
});

describe('sqlcmd in the language of whoever runs it', () => {
  test.each([
    ['Meldung 208, Ebene 16, Status 1, Server SQL01, Zeile 3', 'Ungültiger Objektname "dbo.x".'],
    ['Msg 208, Niveau 16, État 1, Serveur SQL01, Ligne 3', "Nom d'objet 'dbo.x' non valide."],
    ['Mens. 208, Nivel 16, Estado 1, Servidor SQL01, Línea 3', 'El nombre de objeto "dbo.x" no es válido.'],
    ['Mensagem 208, Nível 16, Estado 1, Servidor SQL01, Linha 3', "Nome de objeto 'dbo.x' inválido."],
    ['Messaggio 208, livello 16, stato 1, server SQL01, riga 3', 'Il nome di oggetto "dbo.x" non è valido.'],
    ['Сообщение 208, уровень 16, состояние 1, сервер SQL01, строка 3', 'Недопустимое имя объекта "dbo.x".'],
    ['メッセージ 208、レベル 16、状態 1、サーバー SQL01、行 3', 'オブジェクト名 "dbo.x" が無効です。'],
    ['消息 208，级别 16，状态 1，服务器 SQL01，第 3 行', '对象名“dbo.x”无效。'],
  ])('%s', (head, text) => {
    expect(read(head, text)).toMatchObject([{ text, code: '208', category: 'SchemaError', dialect: 'sqlserver' }]);
    expect(read(head.replace('16', '10'), text)).toEqual([]);
  });
});

describe('one error that is told more than once', () => {
  test('up a chain of exceptions is one', () => {
    const errors = read(
      'PG::DuplicateTable: ERROR:  relation "bins" already exists',
      "/app/db/migrate/1_x.rb:3:in 'change'",
      '',
      'Caused by:',
      'ActiveRecord::StatementInvalid: PG::DuplicateTable: ERROR:  relation "bins" already exists',
    );
    expect(errors.map(({ text, lines }) => ({ text, lines }))).toEqual([
      { text: 'relation "bins" already exists', lines: [0, 4] },
    ]);
  });

  test.each([
    [
      'an aborted transaction',
      'ERROR:  current transaction is aborted, commands ignored until end of transaction block',
    ],
    ['the same in German', 'FEHLER:  aktuelle Transaktion wurde abgebrochen, Befehle werden bis zum Ende ignoriert'],
    ['a rollback that fails', 'Error: ROLLBACK - SQLITE_ERROR: cannot rollback - no transaction is active'],
    [
      'a rollback of the tool',
      'unable to execute rollback operation: pq: cannot drop table carts because other objects depend on it',
    ],
  ])('%s belongs to the error before', (_, line) => {
    const errors = read('ERROR:  column "x" does not exist', 'Next file', line);
    expect(errors.map(({ text, lines }) => ({ text, lines }))).toEqual([
      { text: 'column "x" does not exist', lines: [0, 2] },
    ]);
  });

  test('another run that fails alike is another error', () => {
    const errors = read('pq: relation "x" does not exist', 'Migrating tenant b', 'pq: relation "x" does not exist');
    expect(errors.map(({ at }) => at)).toEqual([0, 2]);
  });

  test("an error of the server's own log says so", () => {
    expect(read('2024-06-05 12:30:54.101 UTC [71] ERROR:  relation "m" does not exist at character 21')).toEqual([
      {
        text: 'relation "m" does not exist',
        category: 'SchemaError',
        dialect: 'postgresql',
        fromServerLog: true,
        at: 0,
        lines: [0],
      },
    ]);
  });
});

describe('speed', () => {
  test('50 000 lines without an error take a fraction of a second', async () => {
    const lines = Array.from({ length: 50_000 }, (_, at) => ({
      text: `10:00:00 INFO DbMigrate - step ${at} of orders`,
    }));
    const times: number[] = [];
    for (let n = 0; n < 3; n += 1) times.push(await processorTime(() => findErrors(lines)));
    expect(Math.min(...times)).toBeLessThan(400);
  });

  test.each(['x ', 'ERROR: ', ': ', '"', "'", '(', 'SQLSTATE[', '[SQL: ', ' - ', 'relation "', 'FEHLER:  '])(
    'a line of %j only takes time in proportion to its length',
    async piece => {
      const find = (size: number) => {
        const text = piece.repeat(size);
        findErrors([{ text: `ERROR: ${text}` }, { text: `ERROR: ${text.slice(0, 5_900)}` }]);
      };
      expect(await growthOf(find, 100_000)).toBeLessThan(SUPERLINEAR);
    },
  );
});
