import { parseJson, textAt } from '../../src/primitives/json.ts';
import { type Seen, startFakeJob } from '../action/fake-job.ts';
import type { FieldCase } from './cases.ts';

/**
 * How a case came out. `weak`: nothing false is said, but less than a person would say. `wrong`: a false action, state or migration.
 * `leak`: a text appears that may not.
 */
export interface Judgement {
  readonly verdict: 'right' | 'weak' | 'wrong' | 'leak';
  /** What differs; empty when it is right. */
  readonly why: string;
}

/** Runs the action in process on the output of a case, as a dry run, and compares the page with what is expected. */
export async function judge(given: FieldCase): Promise<Judgement> {
  const job = startFakeJob();
  try {
    const source = given.name.endsWith('.json') ? 'report' : 'log';
    const { status } = given;
    const inputs = { status, 'job-status': status, 'dry-run': 'true', [source]: source };
    return compare(given, readPage(await job.main({ inputs, file: given.bytes })));
  } finally {
    job.close();
  }
}

interface Page {
  readonly action: string;
  readonly state: string;
  readonly tool: string;
  readonly migration: string;
  readonly title: string;
  readonly error: string;
  readonly category: string;
  /** All that is sent or shown. */
  readonly text: string;
}

function readPage({ outputs, summary, log, annotations }: Seen): Page {
  const event = parseJson(outputs.event ?? '');
  const detail = (name: string): string => textAt(event, ['payload', 'custom_details', name]);
  return {
    action: outputs.action ?? '',
    state: outputs['database-state'] ?? '',
    tool: detail('tool'),
    migration: outputs.migration ?? '',
    title: textAt(event, ['payload', 'summary']),
    error: detail('error'),
    category: detail('category'),
    text: [...Object.values(outputs), summary, ...log, ...annotations.map(({ text }) => text)].join('\n'),
  };
}

function compare(want: FieldCase, got: Page): Judgement {
  const leaked = want.absent.filter(text => got.text.includes(text));
  if (leaked.length > 0) return { verdict: 'leak', why: leaked.join(', ') };
  if (!isOneOf(want.action, got.action)) return wrong(`action ${got.action}, expected ${want.action}`);
  if (got.action !== 'trigger') return { verdict: 'right', why: '' };
  if (!isOneOf(want.state, got.state)) {
    const why = `state ${got.state}, expected ${want.state}`;
    return got.state === 'unknown' ? weak(why) : wrong(why);
  }
  if (!fits(want.migration, [got.migration])) {
    const why = `migration '${got.migration}', expected ${want.migration}`;
    return got.migration === '' ? weak(why) : wrong(why);
  }
  const lacks = [
    ...(fits(want.tool, [got.tool]) ? [] : [`tool '${got.tool}', expected ${want.tool}`]),
    ...(fits(want.error, [got.title, got.error]) ? [] : [`error '${got.error}', expected ${want.error}`]),
    ...(isOneOf(want.category, got.category) ? [] : [`category ${got.category}, expected ${want.category}`]),
  ];
  return lacks.length === 0 ? { verdict: 'right', why: '' } : weak(lacks.join('; '));
}

const wrong = (why: string): Judgement => ({ verdict: 'wrong', why });
const weak = (why: string): Judgement => ({ verdict: 'weak', why });

function isOneOf(wanted: string, got: string): boolean {
  return wanted === '' || wanted.split('|').includes(got);
}

function fits(pattern: string, texts: readonly string[]): boolean {
  if (pattern === '') return true;
  if (pattern === '-') return texts.every(text => text === '');
  const [, flags = '', source = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(pattern) ?? [];
  return texts.some(text => new RegExp(source, flags).test(text));
}
