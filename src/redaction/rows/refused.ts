import type { SpanRule } from '../rule.ts';
import { CLOSE, NEXT_LINE, OPEN } from './quotes.ts';

/** Names of types are the same in every language. */
const TYPES =
  'integer|bigint|smallint|numeric|real|double precision|boolean|uuid|jsonb?|xml|date|time|timestamp\\w*|interval|inet|cidr|macaddr|money|bytea|oid|enum\\w*';

/**
 * Sentences of PostgreSQL that quote a value it refuses, by the shape that they have in every language of its message catalogues.
 * https://github.com/postgres/postgres/tree/master/src/backend/po
 */
export const REFUSED_VALUE_RULES: readonly SpanRule[] = [
  {
    name: 'refused value after the message',
    hints: ['invalid ', 'out of range', 'malformed ', 'tsquery'],
    before:
      /\b(?:invalid input (?:syntax|value) for [^\n:]{1,200}|out of range|malformed \w+ literal|(?:syntax error|no operand) in tsquery|invalid \w+ format|invalid \w+ character string): \\?["']/gi,
    after:
      /\\?["'](?=\W{0,4}(?:\n|$)|\\?["'],(?:\s*["']|\s|$)|\\n| for (?:column|function)| at (?:row|character) | \(SQLSTATE|\. )/gi,
    lines: 'one',
    otherwise: 'line',
    changes: ['invalid input syntax for type uuid: "jane"', 'invalid input syntax for type uuid: "***"'],
    leaves: 'invalid configuration parameter name "foo"',
  },
  {
    name: 'refused value in another language',
    hints: [],
    anyLanguage: true,
    before:
      /:[ \u00a0]?(?:«[ \u00a0\u202f]?|[»„“「『])|(?<=[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff][^\n":]{0,120}): ?\\?"(?!["\\])/g,
    after: new RegExp(`${CLOSE}${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'nothing',
    changes: ['неверный синтаксис для типа integer: "jane"', 'неверный синтаксис для типа integer: "***"'],
    leaves: 'FEHLER: »users« ist keine Sicht',
  },
  {
    name: 'refused value behind the name of a type',
    hints: [': "', ': \\"'],
    before: new RegExp(String.raw`(?<=\b(?:${TYPES})\b[^\n":]{0,120})(?<!JSON text): \\?"(?!["\\])`, 'gi'),
    after: new RegExp(`${CLOSE}${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'nothing',
    changes: ['sintassi non valida per il tipo integer: "jane"', 'sintassi non valida per il tipo integer: "***"'],
    leaves: 'unknown option: "integers"',
  },
  {
    name: 'refused value within a message in another language',
    hints: ['wert "', 'valor "', 'valore "', 'valeur "'],
    anyLanguage: true,
    before: new RegExp(
      String.raw`(?:\b(?:wert|valore?|valeur|värdet?)|значени[ея]|значення|値|值|მნიშვნელობა) ?${OPEN}(?!\*)`,
      'gi',
    ),
    after: new RegExp(String.raw`${CLOSE}(?=[\s.,]|[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff]|$)`, 'g'),
    lines: 'one',
    otherwise: 'nothing',
    changes: [
      'la valeur « jane » est en dehors des limites du type integer',
      'la valeur « *** » est en dehors des limites du type integer',
    ],
    leaves: 'NULL-Wert in Spalte »email« verletzt Not-Null-Constraint',
  },
  {
    name: 'refused value before the message',
    hints: ['value '],
    before: /\bvalue \\?["'](?!\*)/gi,
    after: /\\?["'] (?:(?:is )?out of range|for \\?"|to data type|is not recognized|overflowed)/gi,
    lines: 'one',
    otherwise: 'nothing',
    changes: ['value "99999999999" is out of range for type integer', 'value "***" is out of range for type integer'],
    leaves: 'null value in column "email" of relation "users" violates not-null constraint',
  },
  {
    name: 'number that is too large',
    hints: ['double precision', 'type real', 'type numeric', 'integer', 'bigint', 'smallint'],
    anyLanguage: true,
    before:
      /["«»„“][ \u00a0]?(?=-?\d[\d.,]{0,60}(?:e[+-]?\d{1,9})?[ \u00a0]?["»«“”][^\n]{0,80}\b(?:double precision|real|numeric|integer|bigint|smallint)\b)/gi,
    after: /[ \u00a0]?["»«“”]/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      '»1e400« ist außerhalb des gültigen Bereichs für Typ real',
      '»***« ist außerhalb des gültigen Bereichs für Typ real',
    ],
    leaves: 'column "c1" is of type integer',
  },
  {
    name: 'literal in a syntax error',
    hints: ['near "', 'near \\"', 'presso "', 'error:  "', 'token: "', 'token: \\"'],
    anyLanguage: true,
    before:
      /(?:(?:\bnear|\bpresso|\bnära|поблизу|положение:|在|[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff][:,]?|\bERROR:|unrecognized token:) {0,2}\\?"|«[ \u00a0]?|[»„])(?=(?:[ebxn]|u&)?'|\$\w{0,60}\$|\\?"(?=[^\s,;.:)}\]"\\])|\/\*|\d{5})(?!'\*)/gi,
    after:
      /(?:\\?"|[ \u00a0]?»|[«“”])(?=\W{0,4}(?:\n|$)|\\?["'],|\\n| \(| at (?:character|line)| in | on |: syntax error|[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff]| 부근| 或)/g,
    lines: 'many',
    otherwise: 'text',
    changes: [
      `unterminated quoted string at or near "'Jane, 5);\n"\nLINE 1`,
      'unterminated quoted string at or near "***"\nLINE 1',
    ],
    leaves: 'syntax error at or near "TABL"',
  },
];
