import { unknownPlaceholders } from '../primitives/text.ts';
import type { InputReader } from './input-reader.ts';

const KEY_PLACEHOLDERS = ['migration', 'environment', 'database', 'repository', 'workflow', 'job', 'matrix'] as const;
/** The event's text fields that the user may write; each is a template. */
export const EVENT_FIELDS = ['summary', 'source', 'component', 'group', 'class', 'client', 'client-url'] as const;
/** One of them. */
export type EventField = (typeof EVENT_FIELDS)[number];
/** What a template of a text field may hold between braces. */
const FIELD_PLACEHOLDERS = [...KEY_PLACEHOLDERS, 'status', 'error', 'error-type', 'tool'] as const;
export type FieldPlaceholder = (typeof FIELD_PLACEHOLDERS)[number];

/** Reads the template of the dedup key. */
export function readKeyTemplate(reader: InputReader): string {
  return readTemplate(reader, 'dedup-key', KEY_PLACEHOLDERS);
}

/** Reads the templates of the event's text fields; an unknown placeholder is a problem and stays as it is written. */
export function readFields(reader: InputReader): Readonly<Record<EventField, string>> {
  const read = (field: EventField): string => readTemplate(reader, field, FIELD_PLACEHOLDERS);
  return {
    summary: read('summary'),
    source: read('source'),
    component: read('component'),
    group: read('group'),
    class: read('class'),
    client: read('client'),
    'client-url': read('client-url'),
  };
}

function readTemplate(reader: InputReader, input: string, known: readonly string[]): string {
  const got = reader.text(input);
  const unknown = unknownPlaceholders(got, known);
  if (unknown.length > 0) {
    const expected = `the placeholders ${known.map(name => `{${name}}`).join(' ')}`;
    reader.report({ input, expected, got: `{${unknown.join('} {')}}`, consequence: 'It is kept exactly as written.' });
  }
  return got;
}
