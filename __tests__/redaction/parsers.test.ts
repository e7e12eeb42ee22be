import { describe, expect, test } from '@jest/globals';
import { redactRowValues } from '../../src/redaction/rows/rows.ts';

/** Sentences that quote a value, for which `{}` stands. */
const SENTENCES = [
  // CockroachDB and Go
  'ERROR: could not parse "{}" as type int: strconv.ParseInt: parsing "{}": invalid syntax',
  'strconv.ParseFloat: parsing "{}": value out of range',
  'parsing "{}": invalid syntax',
  'ERROR: parsing as type timestamp: could not parse "{}"',
  'parsing time "{}" as "2006-01-02": cannot parse "{}" as "2006"',
  'parsing time "{}": month out of range',
  'parsing time "{}": extra text: "{}"',
  `validation of CHECK "a > 0:::INT8" failed on row: {}`,
  `foreign key violation: "u" row a={} has no match in "t"`,
  // MongoDB
  `Failed to parse number '{}' in $convert with no onError value: Did not consume whole string.`,
  `Failed to parse objectId '{}' in $convert with no onError value: Invalid string length`,
  `Error parsing date string '{}'; 0: passing a time zone identifier as part of the string is not allowed '{}'`,
  'WriteError({"code":11000,"op":{"n":{"a":1},"b":"{}","c":2}})',
  'Document failed validation: {"failingDocumentId":{},"details":{"operatorName":"$jsonSchema"}}',
  // Snowflake
  "syntax error line 1 at position 20 unexpected ''{}''.",
  'Error parsing JSON: unknown keyword "{}", pos 9',
  `Failed to cast variant value "{}" to FIXED`,
  `User character length limit (10) exceeded by string '{}'`,
  // SQL Server, 245 and 2628
  `Conversion failed when converting the varchar value '{}' to data type int.`,
  `Fehler beim Konvertieren des varchar-Werts '{}' in den int-Datentyp.`,
  `Fehler beim Konvertieren des nvarchar-Werts "{}" in den datetime2-Datentyp.`,
  `Error de conversión al convertir el valor varchar '{}' al tipo de datos int.`,
  `Échec de la conversion de la valeur varchar '{}' en type de données int.`,
  `La conversion de la valeur varchar '{}' en type de données int a échoué.`,
  `Conversione non riuscita durante la conversione del valore varchar '{}' nel tipo di dati int.`,
  `Falha ao converter o valor varchar '{}' para o tipo de dados int.`,
  `Ошибка преобразования значения varchar "{}" в тип данных int.`,
  `varchar の値 '{}' をデータ型 int に変換できませんでした。`,
  `varchar 값 '{}'을(를) 데이터 형식 int(으)로 변환하지 못했습니다.`,
  `在将 varchar 值 '{}' 转换成数据类型 int 时失败。`,
  `將 varchar 值 '{}' 轉換成資料類型 int 時，轉換失敗。`,
  `Konwersja nie powiodła się podczas konwertowania wartości typu varchar „{}” na typ danych int.`,
  `varchar değeri '{}', int veri türüne dönüştürülürken dönüştürme başarısız oldu.`,
  `String or binary data would be truncated in table 'd', column 'n'. Truncated value: '{}'.`,
  `Binärdaten würden in Tabelle "d", Spalte "n" abgeschnitten. Abgeschnittener Wert: "{}".`,
  `se truncarían en la tabla 'd', columna 'n'. Valor truncado: '{}'.`,
  `seraient tronquées dans la table « d ». Valeur tronquée : '{}'.`,
  `Valore troncato: '{}'.`,
  `Усеченное значение: "{}".`,
  `切り捨てられた値: '{}'。`,
  `截断值: '{}'。`,
  `Yinelenen anahtar değeri: ({}).`,
  // Db2 and ClickHouse
  'SQL0433N  Value "{}" is too long.  SQLSTATE=22001',
  'SQL0180N  The syntax of the string representation of a datetime value is incorrect "{}".',
  'SQL20448N  "{}" cannot be interpreted using format string "YYYY" for the TIMESTAMP_FORMAT function.',
  'DB2 SQL Error: SQLCODE=-433, SQLSTATE=22001, SQLERRMC={}, DRIVER=4.19.56',
  `Cannot parse string '{}' as Int32: syntax error at begin of string.`,
  `Cannot parse input: expected '\\t' before: '{}'`,
  `Cannot parse date: value is too short: '{}': while converting.`,
  `Unknown element '{}' for enum: while converting`,
  `Constraint c is violated at row 1. Expression: (x > 0). Column values: {}. (VIOLATED_CONSTRAINT)`,
  // PostgreSQL
  "CONTEXT:  unnamed portal parameter $2 = '{}'",
  // Languages
  'java.lang.NumberFormatException: For input string: "{}"',
  'Unparseable date: "{}"',
  'Invalid UUID string: {}',
  `Text '{}' could not be parsed at index 0`,
  'Bad value for type int : {}',
  `ValueError: invalid literal for int() with base 10: '{}'`,
  `ValueError: could not convert string to float: '{}'`,
  `ValueError: time data '{}' does not match format '%Y'`,
  `ValueError: Invalid isoformat string: '{}'`,
  'ValueError: unconverted data remains: {}',
  `ArgumentError: invalid value for Integer(): "{}"`,
  'invalid type: string "{}", expected u64 at line 1 column 5',
  `The input string '{}' was not in a correct format.`,
  `Input string '{}' was not in a correct format.`,
  `String '{}' was not recognized as a valid DateTime.`,
  `Unexpected token 'Z', "{}" is not valid JSON`,
  `Unexpected token 'Z', ..."{}"... is not valid JSON`,
  'DateTime::__construct(): Failed to parse time string ({}) at position 0 (Z)',
  `Illegal double '{}' value found during parsing`,
];
const VALUE = ['Zaph', 'odia'].join('');

describe.each(SENTENCES)('%s', sentence => {
  const [before = '', after = ''] = sentence.split('{}', 2);

  test.each([VALUE, `O'${VALUE}`, `${VALUE} Roe`, `Roe, ${VALUE}`, `1${VALUE}2`])('with %s', value => {
    const written = (text: string) => sentence.replaceAll('{}', text);
    for (const text of [written(value), `x\n${written(value)}\ny`, `- ${written(value)} `]) {
      const shown = redactRowValues(text);
      expect(shown).not.toContain(VALUE);
      expect(shown).toContain(before.replace(/\W*$/, '').slice(0, 22));
      // What is redacted stays: nothing is taken away bit by bit.
      expect(redactRowValues(shown)).toBe(shown);
    }
  });

  test('in a log of JSON', () => {
    const text = JSON.stringify({ level: 'error', msg: sentence.replaceAll('{}', VALUE), code: 'E1' });
    expect(redactRowValues(text)).not.toContain(VALUE);
  });

  test('its end stays where it can be told', () => {
    const end =
      /^['"”]? (?:as|to|in den|al|en|nel|para|в|is too long|was not|does not)\b[^"'{]*/.exec(after)?.[0] ?? '';
    expect(redactRowValues(sentence.replaceAll('{}', VALUE))).toContain(end);
  });
});

test.each([
  'parsing "migrations/1.sql": no such file or directory',
  'error parsing time of the migration: 3 ms',
  'parsing as type timestamp: invalid format',
  'could not parse "schema.prisma": no such file',
  `Failed to parse migration 'V2__seed.sql'`,
  `Error: cannot convert column 'bio' of table 'users'`,
  'Error parsing JSON: incomplete object value, pos 12',
  'Unexpected token } in JSON at position 12',
  `String 'x' is required`,
  'invalid type: null, expected u64',
  `Die int-Spalte 'bio' hat keinen Wert`,
  `foreign key violation: "users" row is locked`,
  'DB2 SQL Error: SQLCODE=-204, SQLSTATE=42704, SQLERRMC=SHOP.USERZ, DRIVER=4.19.56',
  'SQL0204N  "SHOP.USERZ" is an undefined name.  SQLSTATE=42704',
  `column "bio" cannot be cast automatically to type integer`,
  `default for column "date" cannot be cast automatically to type integer`,
  `Unknown element type in tuple`,
])('stays as it is: %s', text => {
  expect(redactRowValues(text)).toBe(text);
});
