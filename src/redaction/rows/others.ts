import type { SpanRule } from '../rule.ts';
import { CLOSE, OPEN } from './quotes.ts';

/** Sentences of other databases, and of drivers and frameworks, that quote a value. */
export const OTHER_ROW_RULES: readonly SpanRule[] = [
  {
    // 23ai tells the value. https://docs.oracle.com/error-help/db/ora-01722/
    name: 'Oracle value',
    hints: ['column values (', 'value containing ', 'ora-01438'],
    before: /\bcolumn values \(|\bvalue containing |\bORA-01438: value (?=[-.\d])/gi,
    after: /\) already exists| to an? (?:number|date)| greater than/gi,
    lines: 'one',
    otherwise: 'line',
    changes: [
      'ORA-01722: unable to convert string value containing Jane to a number: ID',
      'ORA-01722: unable to convert string value containing *** to a number: ID',
    ],
    leaves: 'ORA-12899: value too large for column "S"."T"."C" (actual: 12, maximum: 10)',
  },
  {
    name: 'MongoDB key',
    hints: ['key: {', 'keyvalue', 'consideredvalue'],
    before: /\bdup key: \{|\bkeyValue["']?: ?\{|\bconsideredValue["']?: ?(?!\s)/gi,
    after: /\}(?=\W{0,4}(?:\n|$)|['"`,]|\s)|(?<=consideredValue[^\n]{1,80}),/g,
    lines: 'many',
    otherwise: 'line',
    changes: ['E11000 duplicate key error dup key: { email: "Jane" }', 'E11000 duplicate key error dup key: {***}'],
    leaves: 'E11000 duplicate key error collection: shop.users index: email_1',
  },
  {
    // What a bulk write tells of the operation that failed, and a validator of the document.
    name: 'MongoDB document',
    hints: ['failingdocumentid', '"op"', "'op'", '"op\\"', 'op: {'],
    before: /\\?["']op\\?["']: ?(?=\{)|\bop: (?=\{ [^\s}])|\bfailingDocumentId\\?["']?: ?(?!\s)/g,
    after: /\n|$|,(?=\s?\\?["']?details)/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['WriteError({"code":11000,"op":{"n":"jane"}})', 'WriteError({"code":11000,"op":***'],
    leaves: '{"op":"update"}',
  },
  {
    name: 'MongoDB document over several lines',
    hints: ['op: {'],
    before: /\bop: \{[ \t]*(?:\n|\\n)[\u2028\u2029]?(?=\s)/g,
    after: /(?:\n|\\n)[\u2028\u2029]?[ \t]*\},?[ \t]*(?:\n|\\n)[\u2028\u2029]?[ \t]*\}/g,
    lines: 'many',
    otherwise: 'text',
    changes: ["err: {\n  op: {\n    n: 'jane'\n  }\n}", 'err: {\n  op: {\n***\n  }\n}'],
    leaves: 'op: {}\n',
  },
  {
    name: 'value that cannot be parsed',
    hints: ['parse ', 'convert', 'cast ', 'before: ', 'parsed text', 'but got ', 'invalid literal', 'input string'],
    before: new RegExp(
      String.raw`\b(?:could not|cannot|can't|unable to|failed to) (?:parse|convert|cast) (?:[a-z]\w{1,12} ){0,2}${OPEN}(?=[^\n]{1,300} (?:as|to|into|in \$\w+ with) )|\bbefore: '|\bparsed text: |\bbut got (?=')|\binvalid literal for \w{1,20}\(\)[^\n:]{0,30}: |\bFor input string: (?=\\?")|\bCan ?not convert parameter '|\bconverting driver\.Value type \w{1,20} \(`,
      'gi',
    ),
    after: new RegExp(
      String.raw`${CLOSE}(?= (?:as|to|into|in \$\w+ with) )|'(?=: )|' of type \[|\) to an? |\.?(?:\n|$)`,
      'g',
    ),
    lines: 'one',
    otherwise: 'line',
    changes: ['could not parse "jane" as type int', 'could not parse "***" as type int'],
    leaves: 'could not parse "schema.prisma": no such file',
  },
  {
    name: 'value that is not recognised',
    hints: ["' is ", 'value '],
    before:
      /\b(?:numeric value|date|timestamp|time|boolean value|string) '(?=[^\n]{1,300}' is )|\bInvalid digit, Value '/gi,
    after: /' is (?:not recognized|too long)|', Pos /g,
    lines: 'one',
    otherwise: 'nothing',
    changes: [`Numeric value 'jane' is not recognized`, `Numeric value '***' is not recognized`],
    leaves: `Table 'users' is not found`,
  },
  {
    // SQLite takes a text in double quotes for a name.
    name: 'SQLite literal that was taken for a name',
    hints: ['no such column: "', 'no such column: \\"'],
    before: /\bno such column: \\?"(?=[^"\n]{0,200}[^\w."\n\\])/g,
    after: /\\?" - should this be |\\?"(?=\s*(?:\n|$))/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      'no such column: "Jane Roe" - should this be a string literal in single-quotes?',
      'no such column: "***" - should this be a string literal in single-quotes?',
    ],
    leaves: 'no such column: "bio" - should this be a string literal in single-quotes?',
  },
  {
    name: 'value that Django refuses',
    hints: [],
    anyLanguage: true,
    before: /“(?=[^\n”]{1,300}” (?:value|is not a valid UUID))/g,
    after: /”/g,
    lines: 'one',
    otherwise: 'nothing',
    changes: ['“jane” value must be an integer.', '“***” value must be an integer.'],
    leaves: 'Unknown command “migrat”',
  },
];
