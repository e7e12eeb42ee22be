import { type Category, readProcessEnd } from '../databases/databases.ts';
import type { Line } from '../lines/lines.ts';
import { readAnnouncedError } from './announced-errors.ts';
import { isTelling } from './excerpt-lines.ts';
import { isCallersWord, isKilled, readExit } from './exit-words.ts';

/** An error that a program's last lines tell, and where. */
export interface LastWords {
  readonly error: string;
  readonly type?: string;
  /** Where the words of a shell, a runtime or an orchestrator decide it. */
  readonly category?: Category;
  /** The index of its line. */
  readonly index: number;
  /** The command was never started: nothing can have happened. */
  readonly neverStarted: boolean;
  /** A caller says that the command failed, and nobody says why. */
  readonly bare?: true;
  /** Nothing in the words says so, only the level that a logger gave them; of what goes to stderr some give it to every line. */
  readonly logged?: true;
  /** They only sound like a failure. */
  readonly sounds?: true;
}

// How far back the last words reach, in lines that tell something.
const MOST_LINES = 40;
// A line that only sounds like a failure counts near the end alone.
const FEW_LINES = 6;

// The same behind the script's path and line, which are noise: bash's `…/script.sh: line 1: `, dash's `…/script.sh: 1: `.
const IN_SCRIPT =
  /^\S{1,200}: (?:line )?\d{1,6}: (?<error>\S{1,200}: (?:(?:command )?not found|No such file or directory|Permission denied|cannot execute.{0,80}))$/;

const SAID =
  /^(?:\S{1,80}[:|] )?(?:\[?(?:error|Error|ERROR|FATAL|fatal|Fatal|panic|PANIC|SEVERE|CRITICAL|✗|✘|❌)\]?(?: ?\[\w+\])?(?:: ?| {1,4}|(?<=\]) ?))(?<error>\S.*)$/u;

// The same of a tool that speaks the user's language.
const SAID_ELSEWHERE =
  /^(?:\S{1,80}[:|] )?\[?(?:Fehler|Erreur|Errore|Erro|Ошибка|Помилка|Грешка|Greška|エラー|错误|錯誤|오류|에러|Błąd|Hata|Fel|Fejl|Fout|Feil|Virhe|Chyba|Hiba|Eroare|Σφάλμα|خطأ|خطا|שגיאה|Lỗi|Kesalahan)\]?\s?[:：]\s*(?<error>\S.*)$/iu;
// A count, and no error.
const NOTHING =
  /^(?:0|none|null|nil|keine?|aucune?|nessun[oa]?|ningun[oa]?|nenhum|brak|нет|немає|yok|なし|无|無|없음)[\s.,;)]*$/iu;

// Elixir's
const RAISED = /^(?:ERROR! )?\*\* \((?<type>[A-Z][\w.]{0,120})\) (?<error>\S.*)$/;

const EXCEPTION =
  /^(?:(?:Caused by|Unhandled exception\.?|Uncaught|\[cause\]|Exception in thread "[^"]{0,80}"):? )?(?<type>[A-Za-z_][\w.$:\\]{0,120}(?:Error|Exception|Violation|Failure|Exit|Interrupt))(?: \(0x[0-9A-Fa-f]+\)| ?\[\w+\])?: (?<error>\S.*)$/;

// Node's, where none of several addresses answered: its errors stand within.
const AGGREGATE = /^(?<type>AggregateError) \[(?<error>E[A-Z_]{3,30})\]:?$/;

// A file's name (`20250101-failed-logins.js`) is no sentence.
const SOUNDS =
  /(?<![\w/.-])(?:failed|mismatch(?:ed)?|failure|cannot|could not|couldn't|unable to|refused|denied|aborted|not (?:found|configured|allowed|permitted)|no such|missing|invalid|timed? ?out)(?![\w/-]|\.\w)/i;
// What explains, warns or advises is not the error.
const ASIDE =
  /^(?:Run `bundle |(?:SQL State|Error Code|Location|Line|Statement) {1,4}: |⚠|💡|\W{0,3}(?:hint|note|notice|info|debug|warn(?:ing)?|tip|help|see|deprecat\w*)\b)/iu;
const SOUNDS_WELL =
  /\b(?:0 failed|0 (?:of|out of) \d+\b.* failed|failed ?[=:] ?0\b|no (?:errors|failures)|not failed|successfully|succeeded|completed?)\b/i;

// A script's own word that its migration failed, and not why.
const BARE_FAILURE =
  /^\W{0,12}(?:(?:error|fatal)\W{1,3})?(?:the )?(?:database |db |schema )?migrations? (?:(?:has|have|job|task|run|step|script|command) )?(?:failed|did not (?:complete|finish|succeed))\b[^:]{0,60}$/i;
// How many of several failed: `1 of 3 tenants failed`
const COUNTED = /^\W{0,12}[1-9]\d{0,5} ?(?:of|out of|\/) ?\d{1,6} .{0,60}\bfailed\b[^:]{0,40}$/i;
// A statement that is echoed, or its columns
const CODE = /[;,({]$/;

/** The error that the last of `lines` tell; undefined where they end in peace, or in nothing that sounds like one. */
export function findLastWords(lines: readonly Line[]): LastWords | undefined {
  let sounding: LastWords | undefined;
  // Who ran the command says only that it failed.
  let handedOn: LastWords | undefined;
  let counted: LastWords | undefined;
  let exit: LastWords | undefined;
  let logged: LastWords | undefined;
  const endedWell = new Set<string>();
  let told = 0;
  for (let index = lines.length - 1; index >= 0 && told < MOST_LINES; index -= 1) {
    const text = (lines[index]?.text ?? '').slice(0, 2_000).trim();
    if (!isTelling(text) || ASIDE.test(text)) continue;
    const inScript = IN_SCRIPT.exec(text)?.groups?.error;
    const end = readProcessEnd(inScript ?? text);
    if (inScript !== undefined)
      return { error: inScript, ...(end === undefined ? {} : { category: end.category }), index, neverStarted: true };
    // An exit code alone is what callers add.
    if (end !== undefined && !/^exit/.test(end.text)) {
      const { category, neverStarted } = end;
      const words = { error: end.text, category, index, neverStarted };
      if (end.vague !== true) return words;
      handedOn ??= words;
      continue;
    }
    if (isCallersWord(text)) {
      const said = readExit(text);
      if (said?.isBad === false) endedWell.add(said.subject);
      else if (said !== undefined && told <= FEW_LINES && !endedWell.has(said.subject))
        exit ??= { error: text, index, neverStarted: false, ...(isKilled(text) ? {} : { bare: true }) };
      continue;
    }
    told += 1;
    if (lines[index]?.level === 'error' && isFirstOfRecord(lines, index, logged) && !SOUNDS_WELL.test(text))
      logged = { error: text, index, neverStarted: false, logged: true };
    const announced = readAnnouncedError(lines, index, text);
    if (announced !== undefined) return { ...announced, neverStarted: false };
    if (BARE_FAILURE.test(text)) {
      handedOn ??= { error: text, index, neverStarted: false };
      continue;
    }
    if (COUNTED.test(text)) {
      counted ??= { error: text, index, neverStarted: false };
      continue;
    }
    const groups =
      (EXCEPTION.exec(text) ?? RAISED.exec(text) ?? AGGREGATE.exec(text))?.groups ??
      (SAID.exec(text) ?? SAID_ELSEWHERE.exec(text))?.groups;
    if (groups?.error !== undefined && !NOTHING.test(groups.error) && !SOUNDS_WELL.test(text)) {
      const { error, type } = groups;
      return { error, ...(type === undefined ? {} : { type: shortName(type) }), index, neverStarted: false };
    }
    if (
      sounding === undefined &&
      handedOn === undefined &&
      told <= FEW_LINES &&
      lines[index]?.level !== 'warning' &&
      SOUNDS.test(text) &&
      !SOUNDS_WELL.test(text) &&
      !CODE.test(text)
    )
      sounding = { error: withReason(text, lines[index + 1]?.text), index, neverStarted: false, sounds: true };
    if (told > FEW_LINES && sounding !== undefined) return sounding;
  }
  return sounding ?? handedOn ?? counted ?? (exit?.bare === true ? (logged ?? exit) : (exit ?? logged));
}

// A record holds several lines: the first of them says what happened.
function isFirstOfRecord(lines: readonly Line[], index: number, later: LastWords | undefined): boolean {
  return later === undefined || lines[index + 1]?.level === 'error';
}

// What ends in a colon has its reason on the next line.
function withReason(text: string, next = ''): string {
  return text.endsWith(':') && isTelling(next.trim()) ? `${text} ${next.trim()}` : text;
}

function shortName(type: string): string {
  return type.split(/[.\\]/).at(-1) ?? type;
}

/** Whether what follows `index` only winds up: frames, callers' words, a few lines of explanation, and nothing that says that all is well. */
export function isAtEnd(lines: readonly Line[], index: number): boolean {
  const after = lines.slice(index + 1).filter(({ text }) => isTelling(text) && !isCallersWord(text));
  return after.length <= 30 && !after.some(({ text }) => WELL.test(text));
}

const WELL =
  /(?<!\bnot )\b(?:successful(?:ly)?|succeeded|completed?|done|applied|up to date|no errors|condition met)\b|✅|✔|✓|\bOK\b/i;
