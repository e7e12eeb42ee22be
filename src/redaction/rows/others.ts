import type { SpanRule } from '../rule.ts';
import { CLOSE, NEXT_LINE, OPEN } from './quotes.ts';

/** Sentences of other databases, and of drivers and frameworks, that quote a value. */
export const OTHER_ROW_RULES: readonly SpanRule[] = [
  {
    // In the languages that SQL Server speaks: error 2601 and 2627 of sys.messages.
    name: 'SQL Server duplicate key',
    hints: ['key value is', 'clave duplicada', 'chave duplicada', 'chiave duplicat'],
    anyLanguage: true,
    before:
      /(?:duplicate key value is|Schlüsselwert ist|clave duplicada es|chave duplicada é|clé dupliquée (?:est)?[ \u00a0]?:?|chiave duplicat[ao](?: è)?:?|значение ключа:?|键值(?:为|是)|キーの値は|키 값은) ?\(/gi,
    after: new RegExp(String.raw`\)(?: です)?[.。]?${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: ['Der doppelte Schlüsselwert ist (Jane).', 'Der doppelte Schlüsselwert ist (***).'],
    leaves: 'The duplicate key is (users_email)',
  },
  {
    name: 'SQL Server truncated value',
    hints: ["value: '", 'value = '],
    before: /\bTruncated value: '|\bdata type \w{1,20}, value = (?=\S)/gi,
    after: /'\.?(?=\W{0,4}(?:\n|$)|\\n| )|(?<=value = \S{1,40})\.(?=\s|$)/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`column 'name'. Truncated value: 'Jane'.`, `column 'name'. Truncated value: '***'.`],
    leaves: 'value = max',
  },
  {
    name: 'SQL Server unclosed string',
    hints: ['quotation mark'],
    before: /\bafter the character string '/gi,
    after: /'\.?(?=\W{0,4}(?:\n|$)|\\n)/g,
    lines: 'many',
    otherwise: 'text',
    changes: [
      `Unclosed quotation mark after the character string 'Jane, 5);\n'.`,
      `Unclosed quotation mark after the character string '***'.`,
    ],
    leaves: 'Unclosed quotation mark',
  },
  {
    name: 'SQL Server syntax near a literal',
    hints: ["near '"],
    before: /\bsyntax near '(?=[^'\n]{0,200}[\s@,;]|\d{5}|'|[^'\n]{40})/gi,
    after: /'\.?(?=\W{0,4}(?:\n|$)|\\n)/g,
    lines: 'many',
    otherwise: 'line',
    changes: [`Incorrect syntax near 'Jane Roe'.`, `Incorrect syntax near '***'.`],
    leaves: `Incorrect syntax near 'TABL'.`,
  },
  {
    // 23ai tells the value. https://docs.oracle.com/error-help/db/ora-01722/
    name: 'Oracle value',
    hints: ['column values (', 'value containing '],
    before: /\bcolumn values \(|\bvalue containing /gi,
    after: /\) already exists| to an? (?:number|date)/gi,
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
    name: 'value that cannot be parsed',
    hints: ['parse ', 'convert', 'cast ', 'before: ', 'parsed text', 'but got ', 'invalid literal', 'input string'],
    before: new RegExp(
      String.raw`\b(?:could not|cannot|can't|unable to|failed to) (?:parse|convert|cast) (?:string |value |literal |input )?${OPEN}(?=[^\n]{1,300} (?:as|to|into) )|\bbefore: '|\bparsed text: |\bbut got (?=')|\binvalid literal for \w{1,20}\(\)[^\n:]{0,30}: |\bFor input string: (?=")|\bconverting driver\.Value type \w{1,20} \(`,
      'gi',
    ),
    after: new RegExp(String.raw`${CLOSE}(?= (?:as|to|into) )|'(?=: )|\) to an? |\.?(?:\n|$)`, 'g'),
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
