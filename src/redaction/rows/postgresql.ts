import type { SpanRule } from '../rule.ts';
import { CLOSE, NEXT_LINE, OPEN } from './quotes.ts';

/**
 * Sentences of PostgreSQL that quote a value, by the shape that they have in every language of its message catalogues.
 * https://github.com/postgres/postgres/tree/master/src/backend/po
 */
export const POSTGRESQL_RULES: readonly SpanRule[] = [
  {
    name: 'PostgreSQL key detail',
    hints: ['key ('],
    before: /\bKey \([^\n]{1,500}?\)=\(/gi,
    after: /\)\s+(?:already\s+exists|is\s+(?:not\s+present|still\s+referenced|duplicated)|conflicts\s+with)/gi,
    lines: 'many',
    otherwise: 'text',
    changes: ['Key (email)=(a@b.c) already exists.', 'Key (email)=(***) already exists.'],
    leaves: 'Foreign key (email) of (users)',
  },
  {
    name: 'key detail in another language',
    hints: [')=('],
    before: /\)=\((?!\*)/g,
    after: /\)(?=[^)\n\\]{0,200}(?:\n|$|\\n|\\?["'],))/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['Schlüssel »(name)=(Jane (X) Roe)« existiert bereits.', 'Schlüssel »(name)=(***)« existiert bereits.'],
    leaves: 'Schlüssel (name) existiert bereits.',
  },
  {
    name: 'PostgreSQL failing row',
    hints: ['failing row', 'contiene (', 'contient (', 'zawiera (', 'bevat ('],
    anyLanguage: true,
    before:
      /(?:\bfailing row contains|\bconti(?:en|n)[et]\w?|\benthält|содержит|\binnehåller|містить|\bzawiera|\bcontém|\bbevat) (?:\([^()\n]{1,500}\) = )?\(/gi,
    after: new RegExp(String.raw`\)\.?${NEXT_LINE}`, 'g'),
    lines: 'many',
    otherwise: 'text',
    changes: ['La fila que falla contiene (1, Jane, null).', 'La fila que falla contiene (***).'],
    leaves: 'The table contains (1) row',
  },
  {
    name: 'PostgreSQL failing row in another alphabet',
    hints: [],
    anyLanguage: true,
    before: /(?<=[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff][^\n()]{0,60}[ ":は含]|[は含])\((?=[^\n()]{0,200}, )/g,
    after: /\)(?=[^)\n]{0,20}(?:\n|$|\\n|\\?["'],))/g,
    lines: 'one',
    otherwise: 'nothing',
    changes: ['失敗した行は(1, Jane, null)を含みます', '失敗した行は(***)を含みます'],
    leaves: 'функция foo(integer, text) не существует',
  },
  {
    name: 'PostgreSQL COPY context',
    hints: ['copy '],
    before: new RegExp(String.raw`\bCOPY [^\n:"«»]{1,400}:[ \u00a0]?${OPEN}`, 'gi'),
    after: new RegExp(`${CLOSE}${NEXT_LINE}`, 'g'),
    lines: 'many',
    otherwise: 'line',
    changes: ['COPY users, Zeile 3, Spalte name: »Jane«', 'COPY users, Zeile 3, Spalte name: »***«'],
    leaves: 'COPY users, line 3',
  },
  {
    name: 'PostgreSQL JSON context',
    hints: ['json'],
    before: /\bJSON[^\n:\d]{0,30}[,、][^\n:\d]{0,12}\d{1,9}[^\n:\d]{0,12}: /gi,
    after: /\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['JSON-Daten, Zeile 1: {"a": Jane...', 'JSON-Daten, Zeile 1: ***'],
    leaves: 'the JSON report holds 3 runs: one failed',
  },
  {
    name: 'PostgreSQL JSON token',
    hints: ['token', 'jeton', 'elemento'],
    anyLanguage: true,
    before: new RegExp(
      String.raw`(?:\b(?:token|jeton|elemento)|элемент|маркер|トークン|토큰:?|令牌) ?${OPEN}(?!\*)`,
      'gi',
    ),
    after: new RegExp(
      String.raw`${CLOSE}(?= is invalid| ist ungültig| no es válido| n'est pas valide| non è valido| är ogiltig|は不正| ?无效| ?无效| invalide|\.?${NEXT_LINE})`,
      'g',
    ),
    lines: 'one',
    otherwise: 'nothing',
    changes: ['DETAIL:  Token "jane" is invalid.', 'DETAIL:  Token "***" is invalid.'],
    leaves: 'unexpected token "TABL" at line 3 of x',
  },
  {
    // What the parser of JSON found in the place of something else.
    name: 'PostgreSQL JSON, what was found',
    hints: ['but found ', 'encontr', 'trovato ', 'hittade ', 'znaleziono '],
    anyLanguage: true,
    before: new RegExp(
      String.raw`(?:\bexpected (?:(?:JSON value|string|array element|end of input|\\?"\W{1,3}?\\?")(?: or \\?"\W\\?")?), but found|\b(?:aber|a trouvé|se encontró|encontrado|trovato|hittade)(?<=\b(?:erwartet|attendait|esperaba|esperado|atteso|väntade)\b[^\n]{1,100})|\bznaleziono|обнаружен[оа]?|знайдено|但发现(?:了)?|が、) ?${OPEN}(?!\*)`,
      'gi',
    ),
    after: new RegExp(`${CLOSE}(?: gefunden|でした|のところ)?[.。]?${NEXT_LINE}`, 'g'),
    lines: 'one',
    otherwise: 'line',
    changes: ['Expected ":", but found "jane".', 'Expected ":", but found "***".'],
    leaves: 'expected version 3, but found 2',
  },
  {
    // libxml shows the line, and where in it something is wrong.
    name: 'PostgreSQL XML context',
    hints: ['xml'],
    before:
      /(?<=^|\n[\u2028\u2029]?|: {1,2})line \d{1,9}: [^\n]{3,200}\n[\u2028\u2029]?(?=[^\n]{1,2000}\n[\u2028\u2029]?[ \t]*\^)/g,
    after: /\n[\u2028\u2029]?[ \t]*\^/g,
    lines: 'many',
    otherwise: 'nothing',
    changes: [
      "ERROR:  invalid XML content\nDETAIL:  line 1: '<' not found\njane\n^",
      "ERROR:  invalid XML content\nDETAIL:  line 1: '<' not found\n***\n^",
    ],
    leaves: 'line 3: changelog.xml\n  not found',
  },
  {
    name: 'time zone that is none',
    hints: ['time zone "', 'time zone \\"'],
    before: /\btime zone \\?"(?=[^"\n]{1,300}" not recognized)/gi,
    after: /\\?" not recognized/g,
    lines: 'one',
    otherwise: 'line',
    changes: ['ERROR:  time zone "jane" not recognized', 'ERROR:  time zone "***" not recognized'],
    leaves: 'timestamp with time zone "created_at"',
  },
  {
    name: 'bound parameter',
    hints: [" = '", ' = null'],
    before: /(?<=[:«"] ?|parameters? )(?=\$\d{1,5} = (?:'|NULL))/gi,
    after: /\n|$/g,
    lines: 'one',
    otherwise: 'line',
    changes: [`Portal »a« mit Parametern: $1 = 'Jane'`, 'Portal »a« mit Parametern: ***'],
    leaves: 'there is no parameter $1',
  },
];
