import { SECRET_WORD } from '../secret-words.ts';

/** The rest of a name, from the word on. */
export const NAME = `${SECRET_WORD}[\\w.-]{0,40}`;
/** A quote that is not closed ends with the text. Inside a JSON text within a JSON text quotes are written \". */
export const QUOTED = String.raw`\\"(?:[^"\\]|\\\\(?:\\.|[^\\]))*(?:\\"|$)|'(?:[^'\\]|\\[\s\S]|'')*(?:'|\\?$)|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)`;
/** Quotes within a word belong to it; one that closes something does not. */
export const BARE = String.raw`(?:[^\s"'\\]|["'](?![\s,;:)}\]]|$)|\\(?:[ \t]|(?!["'])))+`;
/** What may open a quoted word, kept for {@link REST_OF_QUOTED}: `bash -x` quotes a whole option where its value has a sign in it. */
export const QUOTE = String.raw`(?<quote>\\?["']|)`;
/** The rest of the word that {@link QUOTE} opened, which may hold blanks; nothing where it opened none. */
export const REST_OF_QUOTED = String.raw`(?:(?!\k<quote>)[^\n])+(?:'\\''[^'\n]*)*`;
/** How a shell writes an apostrophe within apostrophes. */
export const GLUED = String.raw`(?:\\''[^']*(?:'|$))*`;
/** Where lines begin that are shown of a wider text. */
export const MARK = String.raw`[\u2028\u2029]`;
/** All of the blanks or none: a run of them that can be given back one by one takes time by its square. */
export const BLANKS = String.raw`\s*(?!\s)`;
/** What a validator says of a secret (`password: must not be empty`), a schema of its type, and MySQL (`using password: YES`). */
const PROSE = [
  String.raw`(?:must|should|can(?:not|'t)|does|may)(?: not)? (?:be|contain|have|match|exist|start|end|equal)\b`,
  String.raw`(?:is|was|are|has) (?:not|required|invalid|missing|too|empty|expired|been|already|incorrect|wrong|blank|null)\b`,
  String.raw`syntax error\b|not (?:found|set|provided|supplied|given|allowed|valid|configured|null|blank|empty|defined)\b`,
  String.raw`too (?:short|long|weak|common)\b|(?:field |value )?(?:required|missing|invalid(?: (?:identifier|value|type|name|format))?|expired|incorrect|undefined|unset|denied|rejected)(?=\s*(?:[,;.)}\]\n(]|$))`,
  String.raw`(?:null|nil|none|true|false|string|text|boolean|(?:var)?char(?:acter varying)?)(?=\s*(?:[,;)}\]\n(]|not null\b|$))`,
  String.raw`(?:\w{0,20}(?:char|field|column)|string|text|\w{0,12}binary)\s?\((?:[\d)]|max_)`,
  '(?:yes|no|oui|non|ja|nein|nee|nej|nei|s[ií]m?|n[aã]o|tak|nie|ano|áno|ne|да|нет|так|ні|はい|いいえ|예|아니오|是|否)(?:[)）]|\\s*(?:\\n|\\(|$))',
].join('|');
/** Not what is redacted already to its end, not words about a secret, and not our own messages: `api-token: expected …`. */
export const isNew = (end: string): string => String.raw`(?!\s*(?:\*\*\*(?=[${end}]|$)|expected\b|(?:${PROSE})))`;
/** What ends most values. */
export const ENDS = '\\s;&"\',)}\\]<>\\\\|`';
