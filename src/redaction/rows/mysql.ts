import type { SpanRule } from '../rule.ts';

/**
 * Sentences of MySQL and MariaDB that quote a value, in the languages of their message files.
 * https://github.com/MariaDB/server/blob/main/sql/share/errmsg-utf8.txt
 */
export const MYSQL_RULES: readonly SpanRule[] = [
  {
    name: 'MySQL duplicate entry',
    hints: ['duplicate entry'],
    before: /\bDuplicate entry '/gi,
    after: /' for key/gi,
    lines: 'many',
    otherwise: 'line',
    changes: [`Duplicate entry 'O'Brien' for key 'users.name'`, `Duplicate entry '***' for key 'users.name'`],
    leaves: `Duplicate column name 'email'`,
  },
  {
    name: 'MySQL duplicate entry in another language',
    hints: ['dup', 'doppelter', 'dubbele', 'dublett', 'like verdi', 'entrada', 'cimpul', '1062', '1586'],
    anyLanguage: true,
    before:
      /(?:(?:\b(?:duplicata du|doppelter eintrag|dubbele ingang|dublett|zd?vojený klíč|opakovaný kľúč|powtórzone wystąpienie|kattuv väärtus|ens værdier|like verdia?e?r|valore duplicato|duplikalt bejegyzes|dupliran unos|entrada|cimpul)|중복된 입력|重复条目|дублирующаяся запись|дублюючий запис)[^\n']{0,24} |\b(?:1062|1586)\b[^\n']{0,60} )'(?!\*)(?! for key)|(?<=^|\n|: )'(?=[^\n]{1,200}' は索引 ')/gi,
    after: /'(?=[ :][^'\n]{0,40}[ (]'|[ :][^'\n]{1,40} \d{1,3}\b| は索引|\.?\s*(?:\n|$))/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `Doppelter Eintrag 'O'Brien' für Schlüssel 'users.name'`,
      `Doppelter Eintrag '***' für Schlüssel 'users.name'`,
    ],
    leaves: 'Doppelter Spaltenname',
  },
  {
    name: 'MySQL refused value',
    hints: ['value', 'wert', 'valor', 'valeur', 'waarde', 'hodnot'],
    anyLanguage: true,
    before:
      /(?:value|wert|valore?|valeur|värde|waarde|hodnot[ay]|значени[ея]|значення|値|值|მნიშვნელობა)[^\n':"(),;]{0,40}[:：] ?\\?'/gi,
    after:
      /\\?'(?=\W{0,4}(?:\n|$)|\\?["'],(?:\s*["']|\s|$)|\\n| (?:for|für|in|para|pour|per|voor|для|у) | at row | \(SQLSTATE|\. | ?[\u3040-\ud7ff])/gi,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `Falscher integer-Wert: 'Jane' für Feld 'age' in Zeile 1`,
      `Falscher integer-Wert: '***' für Feld 'age' in Zeile 1`,
    ],
    leaves: `Unknown column 'value' in 'field list'`,
  },
  {
    name: 'MySQL string that cannot be converted',
    hints: ["string '", "string: '"],
    before: /\b(?:convert string|character string:) '/gi,
    after: /' from |'(?=\W{0,4}(?:\n|$))/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `Cannot convert string 'Jan' from utf8mb4 to latin1`,
      `Cannot convert string '***' from utf8mb4 to latin1`,
    ],
    leaves: `Unknown character set: 'utf9'`,
  },
  {
    name: 'MySQL value without a place',
    hints: ['partition for value ', "record '", "for parameter '"],
    before:
      /\bno partition for value (?!from column_list)|\brecord '(?=[^\n]{1,400}' would lead)|\bimpossible for parameter '/gi,
    after: /' would lead|(?<=\d)(?=["'(,) ])|'(?=\W{0,4}(?:\n|$))|\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: [
      `table 'p', record 'jane-5' would lead to a duplicate entry`,
      `table 'p', record '***' would lead to a duplicate entry`,
    ],
    leaves: 'Table has no partition for value from column_list',
  },
  {
    name: 'MySQL expression',
    hints: ["range in '"],
    before: /\bvalue is out of range in '/gi,
    after: /'(?=\W{0,4}(?:\n|$))/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`BIGINT value is out of range in '(5551234 * 2)'`, `BIGINT value is out of range in '***'`],
    leaves: `Out of range value for column 'age' at row 1`,
  },
];
