import { hasStrayQuote, redactPart } from './sql-literals.ts';

/** How PostgreSQL's clients show the line of an error, in the languages of libpq's message catalogues. */
const LINE =
  /((?:\b(?:LINE|ZEILE|LIGNE|RIGA|RAD|LINHA|LINIA|SATIR|BARIS)|ŘÁDKA|ΓΡΑΜΜΗ|LÍNEA|СТРОКА|РЯДОК|行|ხაზი|줄) \d{1,9}[ \u00a0]?:|第\d{1,9}行[:：]?)([^\n]*)/g;
/** PL/pgSQL quotes expressions, which begin with no word of a statement. */
const EXPRESSION =
  /(\bPL\/pgSQL[ -](?:assignment|expression|Zuweisung|Ausdruck) \\?["»]|\b(?:QUERY|ANFRAGE|ABFRAGE|REQUÊTE|CONSULTA|ЗАПРОС) ?: {1,2}(?!(?:insert|update|delete|merge|select|with|copy|create|alter|drop|do|call|INSERT|UPDATE|DELETE|MERGE|SELECT|WITH|COPY|CREATE|ALTER|DROP|DO|CALL)\b))([^\n]*)/g;
/** ClickHouse shows the token, which may be a word, and then the rest of the statement. */
const POSITION = /(\bfailed at position \d{1,9} (?:\('\w{1,60}'\) ?)?)([^\n]{1,2000}?)(?=\.? Expected |\n|$)/g;
// What stands before the statement in MySQL's syntax error, in the languages of its message files, and what behind it.
const NEAR =
  /(?:\b(?:near|bei|près de|vicino a|próximo a|cerca de|nær|nära|attmed|bij|obok|linga|blízko|u iskazu)|около|рядом с|поблизу|附近|附近的|の近く|부근) '/g;
/** MySQL shows 80 characters, others more; a terminal may wrap them. */
const LONGEST = 2_500;
const BEHIND = /'\s{1,200}(?:\p{L}{1,12}\s{1,200}){0,3}\d{1,9}(?!\w)|'-hez |' 명령어/gu;

/**
 * `text` without the values that PostgreSQL's `LINE 3:` and MySQL's `near '…' at line 3` show: they quote a statement
 * from its middle, and MySQL's may go over several lines and begin within a value.
 */
export function redactNear(text: string): string {
  const behindLine = [LINE, EXPRESSION, POSITION].reduce(
    (rest, pattern) => rest.replace(pattern, (_, before: string, sql: string) => before + redactPiece(sql)),
    text,
  );
  if (!behindLine.includes(" '")) return behindLine;
  let result = '';
  let position = 0;
  // Both searches only move forward: the time is linear in the text.
  let end = -1;
  NEAR.lastIndex = 0;
  for (let match = NEAR.exec(behindLine); match !== null; match = NEAR.exec(behindLine)) {
    const start = NEAR.lastIndex;
    if (end < start) {
      BEHIND.lastIndex = start;
      end = BEHIND.exec(behindLine)?.index ?? Number.POSITIVE_INFINITY;
    }
    if (end - start > LONGEST) continue;
    result += behindLine.slice(position, start) + hideStrings(redactPiece(behindLine.slice(start, end)));
    position = end;
    NEAR.lastIndex = end;
  }
  return result + behindLine.slice(position);
}

// To MySQL a string in double quotes is a literal: one that stands where a value can, for names stand there too.
function hideStrings(sql: string): string {
  return sql.replace(/(^|[(,=]\s{0,9})"[^"\n]*"(?=\s{0,9}[,)])/g, '$1"***"');
}

/** A quote that closes what was opened before the piece began. */
const CLOSING = /^[^']*(?<=[^\s(,=<>|:+*/[{!%-])(?<!(?<!\w)[ebxn])'(?=\s{0,9}[,);])/i;

// Where a quote stands astray nobody can say what is a value: all from the word before the first quote on is taken.
function redactPiece(sql: string): string {
  if (!hasStrayQuote(sql)) return redactPart(sql);
  if (CLOSING.test(sql)) return sql.replace(/\S[\s\S]*/, '***');
  const head = sql.slice(0, sql.indexOf("'")).replace(/[^\s(),=<>]{1,200}$/, '');
  return `${redactPart(head)}***`;
}
