// A quote that a letter follows, or plain words and then a quote that closes, is an apostrophe that nobody escaped.
const APOSTROPHE = String.raw`'(?=\w)|'(?=[\w .@-]{1,80}'\s{0,20}[,)])`;
/**
 * A literal of SQL. An apostrophe right behind a letter is English, not a literal; MySQL escapes one with a backslash.
 * A literal that is cut off ends with the text.
 */
export const LITERAL = [
  String.raw`(?<!\w)[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)`,
  String.raw`(?<!\w)(?:[bBnNxX]|[uU]&|_\w{2,20}|date|time|timestamp|interval)?'(?:[^']|''|${APOSTROPHE})*(?:'|$)`,
  String.raw`\$(?<tag>\w{0,60})\$[\s\S]*?(?:\$\k<tag>\$|$)`,
].join('|');
const LABEL = String.raw`'(?:[^'\n]|'')*'`;
/** Words of a schema, not of a row: the labels of an enumeration, and defaults that hold nothing. */
const SCHEMA_WORDS = [
  String.raw`\b(?:enum|set)\s{0,9}\(\s{0,99}${LABEL}(?:\s{0,9},\s{0,99}${LABEL}){0,500}\s{0,99}\)`,
  String.raw`\b(?:add|rename)\s{1,9}value\s{1,9}(?:if\s{1,9}not\s{1,9}exists\s{1,9})?${LABEL}(?:\s{1,9}(?:to|before|after)\s{1,9}${LABEL})?`,
  String.raw`\bdefault\s{1,9}\(?'(?:|\{\}|\[\]|true|false|[tfyn]|yes|no|now|infinity|utc)'`,
].join('|');
const WORD = new RegExp(
  String.raw`(?<schema>${SCHEMA_WORDS})|${LITERAL}|(?<![-\w])--(?!-)(?:(?!\\n)[^\n])*|\/\*[\s\S]*?(?:\*\/|$)|([=<>]\s*)"[^"\n]*"|([(,=<>]\s*|(?:\s[+*]|\b(?:between|and|then|else|when|select))\s{1,9}(?=-?\d{3}))-?\d[\d.]*\b`,
  'gi',
);
const SCHEMA_ONLY = /^\s*(?:create|alter|drop|comment|copy|do)\b/i;

/** Whether `statement` can hold no rows, so that its numbers and names in double quotes tell nothing of one. */
export function isSchemaOnly(statement: string): boolean {
  return SCHEMA_ONLY.test(statement);
}

/** A piece of a statement without its literals. A number at its very start counts as a value too. */
export function redactPart(sql: string): string {
  return redactWords(`(${sql}`, !isSchemaOnly(sql)).slice(1);
}

/** A statement without its literals and comments, and without its numbers where it carries rows. */
export function redactWords(statement: string, carriesRows: boolean): string {
  const words = statement.replace(WORD, (word, schema?: string, _tag?: string, string?: string, number?: string) => {
    if (schema !== undefined && !carriesRows) return word;
    if (string !== undefined) return carriesRows ? `${string}"***"` : word;
    if (number !== undefined) return carriesRows ? `${number}***` : word;
    if (word.startsWith('--')) return '--';
    if (word.startsWith('/*')) return '/* */';
    return word.startsWith('$') ? '$$***$$' : "'***'";
  });
  const values = carriesRows ? /\bvalues\s*\(/i.exec(words)?.index : undefined;
  return values === undefined ? words : words.slice(0, values) + hideStrings(words.slice(values));
}

// In a list of values a string in double quotes is MySQL's literal; elsewhere it is a name.
function hideStrings(values: string): string {
  return values.replace(/([(,]\s*)"[^"\n]*"/g, '$1"***"');
}

const WHOLE = /(?<![^\s(,=<>|:+*/[{!%-])(?:[ebxn]|u&|_\w{2,20})?'(?:[^'\\]|\\[\s\S]|'')*'(?![^\s),;:|\]}+*/<>=.-])/gi;

/** Whether a quote of `sql` neither opens nor closes a literal that stands where one can. */
export function hasStrayQuote(sql: string): boolean {
  return sql.includes("'") && sql.replace(WHOLE, '').includes("'");
}
