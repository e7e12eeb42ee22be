import { ASIDES } from './languages.ts';
import { isSqlstate } from './sqlstate.ts';

interface Told {
  sqlstate?: string;
  code?: string;
}

// How drivers print an error's fields on lines of their own: Node's inspect, Npgsql's list, JSON.
const FIELD =
  /^[\s[{"']*(?<name>code|sqlState|sqlstate|SqlState|sqlStateCode|errno|number|rawCode|codeName|Error Code|SQL State|SQLState|ErrorCode)["']? *[:=] *["']?(?<value>-?\w{1,60})["']?[,}\]]*$/;
/** As Microsoft's driver for .NET ends the trace of an exception. */
const SQL_EXCEPTION = /^Error Number:(?<number>\d{2,6}),State:\d+,Class:\d+$/;
/** What SQL Server says after each error, in its languages. */
const TERMINATED =
  /^(?:The statement has been terminated|Die Anweisung wurde beendet|L'instruction a été arrêtée|Se terminó la instrucción|L'istruzione è stata interrotta|A instrução foi finalizada|語句已經結束|语句已终止|Выполнение данной инструкции было прервано)[.。]$/u;
const FRAME = /^\s*(?:at |from |File "|in |#\d+ |\.\.\. \d+ |\S+:\d+:in )|^\s+\S/;
/** Another exception, whose fields are its own. */
const ANOTHER =
  /^\s*(?:\[?caused?(?: by)?\]?: |Caused by|[\w.:[\]]{0,80}(?:Error|Exception)(?: \[\w+\])?: |The above)/i;
const MOST_LINES = 60;

/** What the lines behind an error add: its fields, and which of the lines belong to it. Frames and other fields may stand between. */
export function readFields(
  lines: readonly { readonly text: string }[],
  at: number,
): { readonly told: Readonly<Told>; readonly lines: readonly number[] } {
  const told: Told = {};
  const own: number[] = [];
  let open = false;
  for (let next = at + 1; next < lines.length && next <= at + MOST_LINES; next += 1) {
    const text = lines[next]?.text ?? '';
    const field = FIELD.exec(text)?.groups;
    const number = SQL_EXCEPTION.exec(text)?.groups?.number;
    if (number !== undefined) {
      told.code ??= number;
      own.push(next);
      break;
    }
    if (field?.name !== undefined && field.value !== undefined) {
      note(told, field.name, field.value);
      own.push(next);
    } else if (ASIDES.test(text) || TERMINATED.test(text) || isPlace(text)) {
      own.push(next);
      open = true;
    } else if (ANOTHER.test(text) || !isInside(text, open)) break;
  }
  return { told, lines: own };
}

function note(told: Told, name: string, value: string): void {
  if (/^(?:sqlState|sqlstate|SqlState|SQL State|SQLState|sqlStateCode)$/.test(name)) told.sqlstate ??= value;
  else if (name === 'code' && isSqlstate(value)) told.sqlstate ??= value;
  else if (/^(?:ER_|SQLITE_|-?\d{2,6}$)/.test(value)) told.code ??= value;
}

/** psql's `LINE 3: …` in any language, and the caret below it. */
function isPlace(text: string): boolean {
  return /^(?:psql:.{1,300}:\d+: )?[\p{L}]{2,8} \d+ ?: |^\s*\^+\s*$/u.test(text);
}

function isInside(text: string, open: boolean): boolean {
  return FRAME.test(text) || (!open && /^[\s{}\]]*$/.test(text));
}
