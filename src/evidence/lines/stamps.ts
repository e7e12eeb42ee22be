import type { Prefix } from './prefix.ts';

const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const DATE = `(?:\\d{4}[-/.]\\d\\d[-/.]\\d\\d|\\d{1,2}-${MONTH}-\\d{4}|\\d\\d[-/.]\\d\\d(?:[-/.]\\d{2,4})?)`;
const TIME = '\\d{1,2}:\\d\\d:\\d\\d(?:[.,:]\\d{1,9})?(?: ?[AaPp][Mm](?![A-Za-z]))?';
const ZONE = '(?:Z| ?[+-]\\d\\d:?\\d\\d(?!\\d)|,? (?:UTC|GMT)(?![\\w]))?';
const DATE_TIME = `${DATE}(?:[T_]| {1,2})${TIME}${ZONE}`;
// One blank belongs to the stamp, what follows to the text. A bar does, unless the text is a row of a table.
const END = '(?:\\| ?| \\|(?! [^\\n]*\\|$) ?|: |> |:(?=\\t)|\\t| |$|(?=[^\\s\\d.,:|+]))';
// PostgreSQL's server log is no client's word, and its lines stay whole: `2024-06-05 12:30:54.101 UTC [71] ERROR:  …`.
const SERVER_LOG = '(?!\\S+ \\S+ (?:[A-Z]{2,5} )?\\[[\\d-]+\\] (?:\\S{1,120} )?[^\\s:[({]{2,20}: )';

/** Dates and times. Every form stands alone: what a logger puts behind its stamp is taken off by the next prefix. */
export const STAMPS: readonly Prefix[] = [
  { starts: /\d/, pattern: new RegExp(`^${SERVER_LOG}${DATE_TIME}${END}`) },
  {
    starts: /\d/,
    pattern: new RegExp(`^${TIME}(?:Z|,? (?:UTC|GMT))?(?: ?\\|(?! ?[^\\n]*\\|$) ?| - (?=\\[)|: | |\\t|$)`),
  },
  // zerolog's console: `3:04PM INF text`
  { starts: /\d/, pattern: /^\d{1,2}:\d\d[AP]M (?=[A-Z]{3} )/ },
  { starts: /\[/, pattern: new RegExp(`^\\[(?:${DATE_TIME}|${TIME})(?: #\\d{1,8})?\\](?: ?- (?=\\S)|:? ?|$)`) },
  // TeamCity: `[10:00:00][Step 1/2] text`
  { starts: /\[/, pattern: /^\[Step \d+\/\d+\] ?/ },
  // Render: `Aug 8 11:07:20 AM text`
  { starts: /[A-Z]/, pattern: new RegExp(`^${MONTH} \\d{1,2} \\d{1,2}:\\d\\d:\\d\\d [AP]M(?: |$)`) },
  // syslog and journald: `May  1 10:00:00 host process[123]: text`, and the same behind a stamp of ISO 8601
  {
    starts: /[A-Z]/,
    pattern: new RegExp(
      `^${MONTH} [ \\d]\\d (?:\\d{4} )?${TIME} (?:[\\w.-]{1,80} [A-Za-z][\\w./@-]{0,79}(?:\\[\\d+\\])?: ?)?`,
    ),
  },
  { starts: /[a-z]/i, pattern: /^[a-z][\w.-]{0,80} [\w./@-]{1,80}\[\d+\]: /i },
  // winston's name of a service behind its stamp: `[Lantern] error: text`
  { starts: /\[/, pattern: /^\[[A-Za-z][\w -]{0,40}\] (?=(?:error|warn|info|debug): )/ },
  // RFC 5424
  { starts: /</, pattern: new RegExp(`^<\\d{1,3}>1 ${DATE_TIME} \\S{1,255} \\S{1,48} \\S{1,128} \\S{1,32} - ?`) },
];
