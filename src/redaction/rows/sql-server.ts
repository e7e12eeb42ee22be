import type { SpanRule } from '../rule.ts';
import { CLOSE, NEXT_LINE, OPEN } from './quotes.ts';

/** Names of types are the same in every language. */
const TYPES =
  'n?(?:var)?char|n?text|(?:small|tiny|big)?int|bit|decimal|numeric|float|real|(?:small)?money|(?:small)?date(?:time(?:2|offset)?)?|time|uniqueidentifier|(?:var)?binary|xml|sql_variant|json';

/** Sentences of SQL Server that quote a value, in the languages of its sys.messages. */
export const SQL_SERVER_RULES: readonly SpanRule[] = [
  {
    // In the languages that SQL Server speaks: error 2601 and 2627 of sys.messages.
    name: 'SQL Server duplicate key',
    hints: ['key value is', 'clave duplicada', 'chave duplicada', 'chiave duplicat'],
    anyLanguage: true,
    before:
      /(?:duplicate key value is|Schlüsselwert ist|clave duplicada es|chave duplicada é|clé dupliquée (?:est)?[ \u00a0]?:?|chiave duplicat[ao](?: è)?:?|значение ключа:?|anahtar değeri:?|键值(?:为|是)|キーの値は|키 값은) ?\(/gi,
    after: new RegExp(String.raw`\)(?: です)?[.。]?${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: ['Der doppelte Schlüsselwert ist (Jane).', 'Der doppelte Schlüsselwert ist (***).'],
    leaves: 'The duplicate key is (users_email)',
  },
  {
    // Error 2628 of sys.messages.
    name: 'SQL Server truncated value',
    hints: ['truncated value', 'value = ', 'wert', 'valor truncado', 'valore troncato'],
    anyLanguage: true,
    before: new RegExp(
      String.raw`(?:\b(?:truncated value|abgeschnittener wert|valor truncado|valeur tronquée|valore troncato|obcięta wartość|kesilen değer|zkrácená hodnota)|ус[её]ченное значение|切り捨てられた値|잘린 값|截断(?:的)?值|截斷(?:的)?值)[ \u00a0]?[:：] ?${OPEN}|\bdata type \w{1,20}, value = (?=\S)`,
      'gi',
    ),
    after: new RegExp(String.raw`${CLOSE}[.。]?(?=\W{0,4}(?:\n|$)|\\n| )|(?<=value = \S{1,40})\.(?=\s|$)`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: [`column 'name'. Truncated value: 'Jane'.`, `column 'name'. Truncated value: '***'.`],
    leaves: 'value = max',
  },
  {
    // Error 245 of sys.messages: the type, the word for a value and the quoted value, in the order of the language, and then the other type.
    name: 'SQL Server value that cannot be converted',
    hints: ['wert', 'valor', 'valeur'],
    anyLanguage: true,
    before: new RegExp(
      String.raw`(?:\b(?:valore?|valeur|waarde)|значени[яе]|wartości(?: typu)?|hodnot[ya])(?: de)? (?:${TYPES}) ${OPEN}|\b(?:${TYPES})(?:-werte?s?|-värdet?| の値| ?값| ?值| değeri) ?${OPEN}`,
      'gi',
    ),
    after: new RegExp(String.raw`${CLOSE}(?=[^\n'"«»„“”]{0,60}\b(?:${TYPES})(?![\w]))`, 'gi'),
    lines: 'one',
    otherwise: 'line',
    changes: [
      `Fehler beim Konvertieren des varchar-Werts 'O'Brien' in den int-Datentyp.`,
      `Fehler beim Konvertieren des varchar-Werts '***' in den int-Datentyp.`,
    ],
    leaves: `Die int-Spalte 'bio' ist kein Wert`,
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
    // A text in double quotes is taken for a name.
    name: 'SQL Server literal that was taken for a name',
    hints: ["starts with '"],
    before: /\bidentifier that starts with '(?=[^'\n]{0,200}[^\w'\n.$#@-])/gi,
    after: /' is too long/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `The identifier that starts with 'Jane Roe of' is too long.`,
      `The identifier that starts with '***' is too long.`,
    ],
    leaves: `The identifier that starts with 'fk_orders_users' is too long.`,
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
];
