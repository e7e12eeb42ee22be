import type { SpanRule } from '../rule.ts';
import { NEXT_LINE } from './quotes.ts';

/** Values that drivers cannot send, and that validators and mappers refuse before a database sees them. */
export const DRIVER_RULES: readonly SpanRule[] = [
  {
    // asyncpg, pgx, Postgrex and Ecto
    name: 'value that a driver cannot encode',
    hints: ['query argument $', 'unable to encode ', 'postgrex expected ', 'value `'],
    before:
      /\binvalid input for query argument \$\d{1,5}(?: in element #\d{1,9} of executemany\(\) sequence)?: |\bunable to encode (?=[^\n]{1,2000} into (?:binary|text) format)|\bPostgrex expected [^\n]{1,400}?, got |\bvalue `(?=[^\n]{1,500}` (?:for|in) `)/g,
    after:
      / \((?=expected |'\w{1,40}' object|an? \w{1,20} (?:is|was)|value |\w{1,40}Error)| into (?:binary|text) format|\. Please make sure|` (?:for|in) `|\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `invalid input for query argument $1: 'jane' (expected str, got int)`,
      'invalid input for query argument $1: *** (expected str, got int)',
    ],
    leaves: 'unable to encode the report',
  },
  {
    name: 'changeset of Ecto',
    hints: ['applied changes', 'params\n', 'params\\n'],
    before: /(?<=(?:\n|\\n)[\u2028\u2029]?)(?:Applied changes|Params)(?:\n|\\n)(?:\s|\\n){1,20}%\{/g,
    after: /\}\s*(?=(?:\n|\\n)[\u2028\u2029]?[ \t]*(?:\n|\\n)|$|\\?"[,}])|\}\s*\n(?=[\u2028\u2029]?\S)/g,
    lines: 'many',
    otherwise: 'text',
    changes: ['x\nApplied changes\n\n    %{name: "jane"}\n\nParams', 'x\nApplied changes\n\n    %{***}\n\nParams'],
    leaves: 'Applied changes to 3 tables',
  },
  {
    // https://github.com/Automattic/mongoose/blob/master/lib/error/messages.js
    name: 'value that Mongoose refuses',
    hints: ['failed for value ', 'valid enum value', 'path `'],
    before:
      /\bCast to [^\n]{1,80}? failed for value \\?"|(?<=^|\n|[:("'\u2028\u2029] ?)`(?=[^\n`]{1,300}` is not a valid enum value)|\bPath `[^`\n]{1,120}` \((?=[^\n]{1,500}\) is )/g,
    after: /\\?" \(type |\\?" at path|` is not a valid enum|\) is (?:longer|shorter|less|more|invalid|before|after)/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      'Cast to Number failed for value "jane" (type string) at path "age"',
      'Cast to Number failed for value "***" (type string) at path "age"',
    ],
    leaves: 'Path `name` is required.',
  },
  {
    name: 'value that Django refuses, with its key',
    hints: ['with primary key ', 'contains a value ', 'field_value was ', 'pk='],
    before: /\bwith primary key '|\bcontains a value '|\bfield_value was '|(?<=\b\w{1,60}\.\w{1,60}[(:])pk=/g,
    after: new RegExp(
      String.raw`' has an invalid foreign|' that does not have|'${NEXT_LINE}|\)(?<=pk=[^()\n]{1,80}\))`,
      'g',
    ),
    lines: 'one',
    otherwise: 'line',
    changes: [
      `contains a value 'jane' that does not have a corresponding value`,
      `contains a value '***' that does not have a corresponding value`,
    ],
    leaves: 'The table with primary key id exists',
  },
  {
    name: 'member that an enumeration does not have',
    hints: ['is not a valid '],
    before:
      /\b(?:ValueError|ArgumentError): \\?['"](?=[^\n]{1,300}['"] is not a valid )|\\?'(?=[^'\n]{1,300}' is not a valid \w{1,40} \(ArgumentError\))/g,
    after: /\\?['"] is not a valid /g,
    lines: 'one',
    otherwise: 'nothing',
    changes: [`ValueError: 'jane' is not a valid Status`, `ValueError: '***' is not a valid Status`],
    leaves: `'migrat' is not a valid command`,
  },
  {
    name: 'key that Entity Framework quotes',
    hints: ["key value '"],
    before: /\bkey value '(?=\{?\w{1,100}:)/g,
    after: /' (?:is|has|cannot|already)\b/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `another instance with the key value '{Id: 5}' is already being tracked`,
      `another instance with the key value '***' is already being tracked`,
    ],
    leaves: 'duplicate key value violates unique constraint',
  },
  {
    name: 'parameter of NHibernate and of Spring',
    hints: [' [type: ', 'parameter value ['],
    before: /(?<=[;,] ?)[:@]?p\d{1,4} = (?=[^\n]{0,500} \[Type: )|\bparameter value \[/g,
    after: / \[Type: |\], value class|\]\s*(?:\n|$)/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`VALUES (@p0);@p0 = 'jane' [Type: String (0)]`, 'VALUES (@p0);@p0 = *** [Type: String (0)]'],
    leaves: 'the parameter has the value [default]',
  },
  {
    // Pydantic and Jackson
    name: 'value that a mapper refuses',
    hints: ['input_value=', 'cannot deserialize value '],
    before: /\binput_value=|\bCannot deserialize value of type [^\n]{1,120} from \w{1,12} \\?"/g,
    after: /, input_type=|\\?": (?:not |only |value |expected |Failed )|\]\s*(?:\n|$)/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `[type=int_parsing, input_value='jane', input_type=str]`,
      '[type=int_parsing, input_value=***, input_type=str]',
    ],
    leaves: 'Cannot deserialize value of type `int` from Object value',
  },
  {
    name: 'data of a call of Prisma',
    hints: ['invocation'],
    before:
      /`prisma\.[^`\n]{1,80}` invocation(?:(?!(?:\n|\\n){2}[A-Z])[\s\S]){0,1500}?\b(?:data|where|create|update): [{[]/g,
    after: /(?:\n|\\n)[\u2028\u2029]?[ \t]*(?=(?:\n|\\n)[\u2028\u2029]?[A-Z])/g,
    lines: 'many',
    otherwise: 'text',
    changes: [
      'Invalid `prisma.user.create()` invocation in\nx.ts:5:3\n\n→ 5 create({ data: { name: "jane"\n\nUnique constraint failed',
      'Invalid `prisma.user.create()` invocation in\nx.ts:5:3\n\n→ 5 create({ data: {***\n\nUnique constraint failed',
    ],
    leaves: 'Invalid `prisma.user.create()` invocation:\n\nThe table does not exist',
  },
  {
    name: 'fields that Sequelize lists',
    hints: ['fields: {', 'datavalues: {'],
    before: /\b(?:fields|dataValues): \{\s{0,20}(?=['"]?\w{1,60}['"]?: )/g,
    after: /\s{0,20}\}(?=[,)}\]\s]*(?:\n|$))/g,
    lines: 'many',
    otherwise: 'line',
    changes: [`  fields: { email: 'jane' },\n  sql: 'x'`, `  fields: { *** },\n  sql: 'x'`],
    leaves: 'fields: {}',
  },
  {
    name: 'record that Ruby shows',
    hints: ['#<'],
    before: /#<[A-Z][\w:]{0,80}?(?::0x[\da-f]{1,16})?\s{1,20}(?=_?id: )/g,
    after: />(?=[\s,.)\]}'"]|$)/g,
    lines: 'many',
    otherwise: 'line',
    changes: [`undefined method 'x' for #<User id: 5, name: "jane">`, `undefined method 'x' for #<User ***>`],
    leaves: '#<ActiveRecord::Migration version: 5>',
  },
];
