import type { Category } from './category.ts';
import { PROCESS_END_RULES } from './process-end-rules.ts';

/** How the program around a migration ended, where no database said a word. */
export interface ProcessEnd {
  /** The line, without what a shell or an orchestrator sets before it. */
  readonly text: string;
  readonly category: Category;
  /** The command never started: nothing of the database was touched. */
  readonly neverStarted: boolean;
  /** It says that the command failed, and no more. */
  readonly vague?: true;
  /** Counts the given lines from 0. */
  readonly at: number;
}

const MAY_BE =
  /[Nn]ot found|must install|Could not find|enied|No such|no such|not recognized|rror|[Kk]illed|Terminated|fault|Aborted|emory|OOM|imit|eadline|timed out|top(?:ped|Code)|Essential|exit|ImagePull|[Ff]ail|FAILED|Cannot|RESOURCE:|ssh: |_exchange_|in progress|[Bb]ack-?[Oo]ff|disconnect|closed by|not responding|didn't complete|nicht gefunden|nicht als Name|falsch geschrieben|introuvable|encontr|non trovato|nie znaleziono|komut yok|niet gevonden|finns inte|reconnu|reconoce|riconosciuto|nenalezen|bulunamad|не найдена|не знайдено|見つかりません|未找到命令|找不到指令|찾을 수 없음|コマンドとして|内部コマンド/;
const LONGEST = 2_000;

/** How the program ended, where a shell, a runtime or an orchestrator says so in this line; undefined where none does. */
export function readProcessEnd(text: string): Omit<ProcessEnd, 'at'> | undefined {
  if (text.length > LONGEST || !MAY_BE.test(text)) return undefined;
  const line = text.trim();
  for (const { when, category, neverStarted, vague } of PROCESS_END_RULES) {
    const match = when.exec(line);
    if (match !== null)
      return {
        text: match[1] ?? match[2] ?? match[0],
        category,
        neverStarted: neverStarted === true,
        ...(vague === true ? { vague } : {}),
      };
  }
  return undefined;
}

/** The last line of `lines` in which a shell, a runtime or an orchestrator says how the program ended; undefined when none does. */
export function findProcessEnd(lines: readonly { readonly text: string }[]): ProcessEnd | undefined {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const end = readProcessEnd(lines[at]?.text ?? '');
    if (end !== undefined) return { ...end, at };
  }
  return undefined;
}
