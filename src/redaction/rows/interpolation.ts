/** Where Laravel shows a statement, its values in it without quotes. https://laravel.com/docs/database */
const BEFORE = /\((?:Connection: [^\n]{1,300}?, )?SQL: (?=(?:insert|replace|update|delete|select|merge|with)\b)/gi;
const AFTER = /\)(?=\s*(?:\n|$)|\\n|\\?["'][,}\]])/g;
/** A value behind a comparison, up to the next condition, column or clause. */
const COMPARED =
  /([=<>] ?|\blike |\bbetween |\bin \()(?![`"'(\s*])[^\n]*?(?= (?:and|or) (?:[`"(]|not |exists )|, [`"][\w.`"]{1,120} = | (?:where|order by|group by|limit|offset|returning|on duplicate key) |\) (?:and|or) |\)*$)/gi;

/** `text` without the values that Laravel writes into the statements it shows. */
export function redactInterpolated(text: string): string {
  if (!text.includes('SQL: ')) return text;
  let result = '';
  let position = 0;
  BEFORE.lastIndex = 0;
  for (let match = BEFORE.exec(text); match !== null; match = BEFORE.exec(text)) {
    const start = BEFORE.lastIndex;
    AFTER.lastIndex = start;
    const end = AFTER.exec(text)?.index ?? text.length;
    result += text.slice(position, start) + redactValues(text.slice(start, end));
    position = end;
    BEFORE.lastIndex = end;
  }
  return result + text.slice(position);
}

function redactValues(statement: string): string {
  const values = /\bvalues\s?\(/i.exec(statement);
  if (values !== null) return `${statement.slice(0, values.index + values[0].length)}***)`;
  return statement.replace(COMPARED, '$1***');
}
