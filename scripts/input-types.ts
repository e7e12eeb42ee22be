/** What each input takes, in the words of docs/inputs.md. A test asks for one as soon as action.yml has a new input. */
export const INPUT_TYPES: Readonly<Record<string, string>> = {
  status: 'word, or JSON of `needs`',
  migration: 'text',
  database: 'text or URL',
  error: 'text',
  'error-type': 'text',
  report: 'path or pattern',
  log: 'path or pattern',
  run: 'command',
  shell: 'word or command',
  'working-directory': 'path',
  'slow-after': 'number of minutes',
  when: 'word',
  'allowed-failures': 'list',
  'allowed-skips': 'list',

  environment: 'text',
  environments: 'list',
  severity: 'word or map',
  'event-action': 'word',
  'on-cancelled': 'word',
  'auto-resolve': 'true or false',
  'dedup-key': 'template',

  runbooks: 'URL or map',
  'dashboard-url': 'URL or map',
  links: 'lines or list',
  summary: 'template',
  source: 'template',
  component: 'template',
  group: 'template',
  class: 'template',
  client: 'template',
  'client-url': 'template',
  'custom-details': 'map',

  'routing-key': 'secret, or lines of them',
  region: 'word',
  'api-url': 'URL',
  timeout: 'whole number',
  'fail-on-error': 'true or false',
  'fallback-webhook-url': 'URL, a secret',
  'change-event': 'true or false',
  'dry-run': 'true or false',
  redact: 'lines',

  'api-token': 'secret',
  from: 'e-mail address',
  service: 'text',

  'github-token': 'secret',
};

/** The inputs that README shows. */
export const FIRST_INPUTS = [
  'run',
  'status',
  'log',
  'report',
  'environment',
  'environments',
  'database',
  'severity',
  'runbooks',
  'routing-key',
];

/** The group of inputs that nobody sets. */
export const SET_BY_GITHUB = 'Set by GitHub, never by hand';
