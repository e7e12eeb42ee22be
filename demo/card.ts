import type { Account, Incident } from '../emulator/emulator.ts';
import { frame, paint, type Row, table, WIDTH, wrap } from './terminal.ts';

/** What the card shows of an event. */
interface Shown {
  readonly links?: readonly { readonly href: string; readonly text: string }[];
  readonly payload?: {
    readonly summary: string;
    readonly severity: string;
    readonly custom_details?: Readonly<Record<string, unknown>>;
  };
}

/** The incident as the person on call sees it: title, what is known, where to go, and the rest in small print. */
export function card(incident: Incident, account: Account): string[] {
  const { links = [], payload }: Shown = incident.log[0]?.event ?? {};
  const { error, error_type, database_state, next_step, log, ...rest } = payload?.custom_details ?? {};
  const severity = payload?.severity ?? '';
  const width = WIDTH - 5;
  const excerpt = log === undefined ? {} : { log: `${textOf(log).split('\n').length} lines` };
  const details = Object.entries({ ...rest, ...excerpt }).map(([name, value]) => glue(`${name} ${value}`));
  const blocks = [
    wrap(incident.summary, width).map(line => paint('bold', line)),
    table(
      [
        ['Severity', severity, severity === 'critical' ? ['bold', 'red'] : ['bold', 'yellow']],
        ['Database', textOf(database_state), 'bold'],
        ['Error', textOf(error)],
        ['Type', textOf(error_type)],
        ['Next step', textOf(next_step), 'cyan'],
      ],
      width,
    ),
    table(
      links.map(({ text, href }) => [text, href, 'underline']),
      width,
    ),
    wrap(details.join('\u00a0· '), width).map(line => paint('dim', line)),
  ];
  const status = paint(['bold', 'inverse', incident.status === 'resolved' ? 'green' : 'red'], ` ${incident.status} `);
  const lines = blocks.flatMap(block => (block.join('') === '' ? [] : [...block, '']));
  return frame(`Incident #${incident.number} ${status}`, describeService(incident, account), ['', ...lines]);
}

/** The incident's life, an event a row. */
export function lifeLine({ log }: Incident): string[] {
  const rows = log.map(({ type, at, event }): Row => {
    const { payload }: Shown = event;
    return [`${at.slice(11, 19)}  ${WORDS[type]}`, payload?.summary ?? ''];
  });
  return table(rows, WIDTH);
}

const WORDS = { trigger: 'triggered', acknowledge: 'acknowledged', resolve: 'resolved' } as const;

function describeService({ service: id }: Incident, { services, escalationPolicies, users }: Account): string {
  const service = services.find(each => each.id === id);
  const policy = escalationPolicies.find(each => each.id === service?.escalationPolicy);
  const first = users.find(user => user.id === policy?.levels[0]?.users[0]);
  return `${service?.name}, pages ${first?.name}`;
}

// A name and its value stay on one line.
function glue(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

function textOf(value: unknown): string {
  return value === undefined ? '' : String(value);
}
