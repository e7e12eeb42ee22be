/** One kind of credential: what stands before it, and the credential itself. Every pattern is linear in the text. */
export interface CredentialRule {
  readonly name: string;
  /** Lower-case texts of which every match holds one: running two dozen expressions over a name takes longer than to page. */
  readonly needs: readonly string[];
  readonly before: string;
  readonly value: string;
  /** What ends a value, for those that go on behind a blank. */
  readonly end?: string;
}

/** What the name of a secret holds. */
export const SECRET_WORD =
  '(?:pass(?:word|wd|phrase)|(?<![a-z])pass(?![a-z])|pwd|secret|(?<!unexpected )token|credentials?|(?:api|access|account|private|signing|encryption|routing|integration|master)[_-]?key)';
/** Of these every name of a secret holds one. */
export const STEMS = ['pass', 'pwd', 'secret', 'token', 'key', 'credential'];
/** The rest of a name, from the word on. */
export const NAME = `${SECRET_WORD}[\\w.-]{0,40}`;
/** A quote that is not closed ends with the text. Inside a JSON text within a JSON text quotes are written \". */
export const QUOTED = String.raw`\\"(?:[^"\\]|\\\\(?:\\.|[^\\]))*(?:\\"|$)|'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)`;
/** Quotes within a word belong to it; one that closes something does not. */
export const BARE = String.raw`(?:[^\s"'\\]|["'](?![\s,;:)}\]]|$)|\\(?:[ \t]|(?!["'])))+`;
/** How a shell writes an apostrophe within apostrophes. */
export const GLUED = String.raw`(?:\\''[^']*(?:'|$))*`;
/** Where lines begin that are shown of a wider text. */
export const MARK = String.raw`[\u2028\u2029]`;
/** All of the blanks or none: a run of them that can be given back one by one takes time by its square. */
export const BLANKS = String.raw`\s*(?!\s)`;
/** Not what is redacted already to its end, and not our own messages: `api-token: expected …`. */
export const isNew = (end: string): string => String.raw`(?!\s*(?:\*\*\*(?=[${end}]|$)|expected\b))`;
/** What ends most values. */
export const ENDS = '\\s;&"\',)}\\]<>\\\\|`';
