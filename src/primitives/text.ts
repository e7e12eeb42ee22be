// Escape sequences a terminal acts on: CSI, OSC, charsets, and two-character ones (ECMA-48 section 5, ECMA-35 section 13.2).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)?|[ -/]{0,5}[0-~])/g;
/** Made when a text has such characters: the table of a Unicode property takes longer to look up than most texts to redact. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const makeControls = (): RegExp => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\u034f|\p{Cf}/gu;

/** Texts without anything to clean: nearly all of them. */
const CLEAN = /^[\n -~]*$/;

/** `text` with Unix line ends and without terminal escapes, control and invisible characters. */
export function cleanText(text: string): string {
  if (CLEAN.test(text)) return text;
  return text.replace(ESCAPES, '').replace(/\r\n?/g, '\n').replace(makeControls(), '').toWellFormed();
}

/** `text` in at most `limit` UTF-16 units, its end replaced by `…` when it is longer; a surrogate pair is never split. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, Math.max(0, limit - 1));
  const last = head.charCodeAt(head.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? head.slice(0, -1) : head}…`;
}

/** As many whole words of `text` as `limit` UTF-16 units hold: half of one could be half of a secret, which no rule finds. */
export function cutAtBlank(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = limit;
  while (end > 0 && !/\s/.test(text.charAt(end))) end -= 1;
  return text.slice(0, end).trimEnd();
}

/** The first line of `text` that is not blank, trimmed; empty when there is none. */
export function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .map(line => line.trim())
      .find(line => line !== '') ?? ''
  );
}

/** `text` without the full stop and the blanks at its end, for the middle of a sentence. */
export function withoutStop(text: string): string {
  return text.replace(/(?<![.\s])[.\s]+$/, '');
}

/** `template` with every `{name}` that `values` knows filled in; others stay as they are written. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([a-z-]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}

/** The `{name}` placeholders of `template` that are not in `known`. */
export function unknownPlaceholders(template: string, known: readonly string[]): string[] {
  if (!template.includes('{')) return [];
  return [...template.matchAll(/\{([\w-]+)\}/g)].map(match => match[1] ?? '').filter(name => !known.includes(name));
}

/**
 * `text` such that the runner finds no command in it: `::name::` at the start of a line and `##[name]` anywhere.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function neutraliseCommands(text: string): string {
  return text.replace(/:(?=:)|#(?=#\[)/g, '$&\u200b');
}

/** `text` for the inside of an HTML element such as `<pre>`. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, character => `&#${character.charCodeAt(0)};`);
}

/** `text` for a chat message: no mention, link or channel can be made of it. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
