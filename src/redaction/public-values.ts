/**
 * Variables that the runner sets, and everybody who sees the run may read.
 * https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
const PUBLIC_VARIABLES = [
  'GITHUB_SERVER_URL',
  'GITHUB_API_URL',
  'GITHUB_GRAPHQL_URL',
  'GITHUB_REPOSITORY',
  'GITHUB_REPOSITORY_OWNER',
  'GITHUB_WORKFLOW',
  'GITHUB_WORKFLOW_REF',
  'GITHUB_JOB',
  'GITHUB_ACTOR',
  'GITHUB_TRIGGERING_ACTOR',
  'GITHUB_REF',
  'GITHUB_REF_NAME',
  'GITHUB_HEAD_REF',
  'GITHUB_BASE_REF',
  'GITHUB_SHA',
  'GITHUB_RUN_ID',
  'GITHUB_WORKSPACE',
  // The shell's, not the runner's: scripts keep it in an `ORIGINAL_PWD`.
  'PWD',
  'INPUT_ENVIRONMENT',
];

/** Whether a value is one that the run shows everywhere: a link, the repository, a branch. Such a value is no secret, whatever its variable is called. */
export function createPublicTest(
  environment: Readonly<Record<string, string | undefined>>,
): (value: string) => boolean {
  const read = (name: string): string => environment[name] ?? '';
  const server = read('GITHUB_SERVER_URL').replace(/\/$/, '');
  const [owner, name] = read('GITHUB_REPOSITORY').split('/', 2);
  const values = new Set(
    [
      ...PUBLIC_VARIABLES.map(read),
      ...[owner, `${owner}/${name}`].flatMap(path => [`${server}/${path}`, `${hostOf(server)}/${path}`]),
      name ?? '',
      hostOf(server),
      hostOf(read('GITHUB_API_URL')),
    ].map(plain),
  );
  return value => values.has(plain(value));
}

function hostOf(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/.*$/s, '');
}

function plain(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}
