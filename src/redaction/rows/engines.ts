import type { SpanRule } from '../rule.ts';
import { NEXT_LINE } from './quotes.ts';

/** Sentences that quote a value, of the databases that tests and analyses run on. */
export const ENGINE_RULES: readonly SpanRule[] = [
  {
    // https://github.com/h2database/h2database/blob/master/h2/src/main/org/h2/res/_messages_en.prop
    name: 'value that H2 refuses',
    hints: ['error converting', 'for column', ' constant ', 'non-hex character'],
    before:
      /\bData conversion error converting \\?"|\bValue (?:too long|not permitted) for column \\?"[^\n]{1,300}?\\?": \\?"|\bCannot parse \\?"\w{1,30}\\?" constant \\?"|\bnon-hex character: \\?"/g,
    after: new RegExp(String.raw`\\?"(?=; SQL statement)|\\?"${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: [
      'Data conversion error converting "jane"; SQL statement:',
      'Data conversion error converting "***"; SQL statement:',
    ],
    leaves: 'Value too long for column "NAME"',
  },
  {
    name: 'row of an index of H2',
    hints: ['violation: "', 'violation: \\"'],
    before: /\bviolation: \\?"[^\n]{1,300}?\)(?: VALUES)? \(/g,
    after: /\)\\?"(?=[;:.,]|\s*(?:\n|$)|\\?["'}])/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `key violation: "PRIMARY KEY ON PUBLIC.T(ID) ( /* key:1 */ 1, 'jane')"; SQL statement:`,
      'key violation: "PRIMARY KEY ON PUBLIC.T(ID) (***)"; SQL statement:',
    ],
    leaves: 'Check constraint violation: "AGE_CHECK"; SQL statement:',
  },
  {
    // https://github.com/apache/derby/blob/trunk/java/org.apache.derby.engine/org/apache/derby/loc/messages.xml
    name: 'value that Derby and HSQLDB refuse',
    hints: ['to shrink ', 'for key (', ' value: '],
    before:
      /\btrying to shrink [^\n']{1,40} '|\bviolation of foreign key constraint '[^'\n]{1,150}' for key \(|\bviolation: [^\n;]{1,60};[^\n]{1,300}? table: \S{1,150} value: /g,
    after: /' to length |\)\. {1,2}The statement|\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`trying to shrink VARCHAR 'jane' to length 3.`, `trying to shrink VARCHAR '***' to length 3.`],
    leaves: `caused a violation of foreign key constraint 'FK'`,
  },
  {
    name: 'value that Firebird refuses',
    hints: ['key value is (', 'error from string'],
    before: /\bProblematic key value is \(|\bconversion error from string \\?"/g,
    after: new RegExp(String.raw`(?:\)|\\?")${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: [`-Problematic key value is ("EMAIL" = 'jane')\nAt line 3`, '-Problematic key value is (***)\nAt line 3'],
    leaves: 'conversion error from a string',
  },
  {
    name: 'value that HANA refuses',
    hints: ['number string', 'with the value '],
    before: /\bvalid number string '|\bcolumn with the value '/g,
    after: new RegExp(`'(?= at function)|'${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: [
      `not a valid number string 'jane' at function to_int()`,
      `not a valid number string '***' at function to_int()`,
    ],
    leaves: 'not a valid number string',
  },
  {
    name: 'key of DuckDB',
    hints: ['duplicate key "', 'duplicate key \\"', 'because key "', 'because key \\"'],
    before: /\bDuplicate key \\?"(?=[^\n]{1,400}: )|\bbecause key \\?"/g,
    after: /\\?" (?:violates|does not exist|is still referenced)/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      'Duplicate key "name: jane" violates unique constraint.',
      'Duplicate key "***" violates unique constraint.',
    ],
    leaves: 'duplicate key "users_email"',
  },
  {
    name: 'value that BigQuery refuses',
    hints: ['bad ', 'invalid '],
    before:
      /\bBad (?:int64|double|float64|bool|numeric|bytes|date|time|datetime|timestamp) value: (?=\S)|\bInvalid (?:date|time|datetime|timestamp|NUMERIC value): \\?['"]/g,
    after: /['"](?=[;,.)]|\s)|; |\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['Bad int64 value: jane', 'Bad int64 value: ***'],
    leaves: 'Invalid date: none was given',
  },
  {
    // https://cloud.google.com/spanner/docs/error-codes
    name: 'row of Spanner',
    hints: ['row [', 'row {', 'index key ['],
    before: /\bRow [[{](?=[^\n]{1,300}[\]}] (?:in table \S{1,150} )?already exists)|\bat index key \[|\bwith row \[/gi,
    after: /[\]}] (?:in table|already exists)|\]\. (?=It conflicts)|\]\.?(?=\s*(?:\n|$))/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['Row [jane,5] in table users already exists', 'Row [***] in table users already exists'],
    leaves: 'Row [3] could not be read',
  },
  {
    name: 'constant of Cassandra',
    hints: [' constant ('],
    before: /\bInvalid [A-Z]{3,12} constant \(/g,
    after: /\) for \\?["\w]/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      'Invalid STRING constant (jane) for "age" of type int',
      'Invalid STRING constant (***) for "age" of type int',
    ],
    leaves: 'Invalid constant (see above)',
  },
  {
    name: 'property of Neo4j',
    hints: ['with label `'],
    before: /\bwith label `[^`\n]{1,100}` and propert(?:y|ies) [^=\n]{1,200} = /g,
    after: /(?<=['"])(?=\\?")|\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      "exists with label `User` and property `name` = 'jane'",
      'exists with label `User` and property `name` = ***',
    ],
    leaves: 'There is no node with label `User` and property `name`',
  },
];
