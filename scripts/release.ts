// The steps of .github/workflows/release.yml that ask GitHub. Each may be tried again: nothing is made twice.
//   check           VERSION is new and everywhere the same, CI passed on GITHUB_SHA; writes notes.md to RUNNER_TEMP
//   draft FOLDER    the one draft of VERSION, of notes.md and the other files of FOLDER; writes `id` to GITHUB_OUTPUT
//   publish ID      publishes that draft, and moves the major tag
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseNotes } from './changelog.ts';
import { draftRelease, findTag, hasPassed, moveTag, publishRelease, type Repository } from './github-releases.ts';

/** A release on its way. */
interface Release {
  readonly version: string;
  readonly tag: string;
  readonly prerelease: boolean;
  readonly commit: string;
  readonly repository: Repository;
  /** Of the checkout. */
  readonly root: string;
  /** A value of the environment. Throws where it is missing or empty. */
  readonly environment: (name: string) => string;
}

const NOTES = 'notes.md';
const STEPS = new Map([
  ['check', check],
  ['draft', draft],
  ['publish', publish],
]);

/** Runs a step, by its name and its argument. Throws what is wrong, as a sentence for the person who releases. */
export async function runStep(
  [step = '', argument = '']: readonly string[],
  variables: NodeJS.ProcessEnv,
  root: string,
): Promise<void> {
  const environment = (name: string): string => {
    const value = variables[name];
    if (value === undefined || value === '') throw new Error(`${name}: expected a value in the environment; got none`);
    return value;
  };
  const version = environment('VERSION');
  if (!/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?$/.test(version)) {
    throw new Error(`version: expected MAJOR.MINOR.PATCH; got ${version}`);
  }
  const run = STEPS.get(step);
  if (run === undefined) throw new Error(`step: expected ${[...STEPS.keys()].join(', ')}; got "${step}"`);
  const repository = {
    apiUrl: environment('GITHUB_API_URL'),
    name: environment('GITHUB_REPOSITORY'),
    token: environment('GH_TOKEN'),
  };
  const commit = environment('GITHUB_SHA');
  const prerelease = version.includes('-');
  await run({ version, tag: `v${version}`, prerelease, commit, repository, root, environment }, argument);
}

async function check({ version, tag, commit, repository, root, environment }: Release): Promise<void> {
  const notes = releaseNotes(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), version);
  for (const name of ['package.json', 'package-lock.json']) {
    const got = JSON.parse(readFileSync(join(root, name), 'utf8')).version;
    if (got !== version) throw new Error(`${name}: expected version ${version}; got ${got}`);
  }
  if ((await findTag(repository, tag)) !== undefined) throw new Error(`tag ${tag} is there already: raise the version`);
  if (!(await hasPassed(repository, 'ci.yml', commit))) throw new Error(`CI has not passed on ${commit}: wait for it`);
  writeFileSync(join(environment('RUNNER_TEMP'), NOTES), `${notes}\n`);
}

async function draft({ tag, prerelease, repository, environment }: Release, folder: string): Promise<void> {
  const notes = readFileSync(join(folder, NOTES), 'utf8');
  const files = readdirSync(folder).filter(name => name !== NOTES);
  const paths = files.sort().map(name => join(folder, name));
  const id = await draftRelease(repository, { tag, notes, prerelease, files: paths });
  appendFileSync(environment('GITHUB_OUTPUT'), `id=${id}\n`);
}

async function publish({ tag, prerelease, commit, repository }: Release, id: string): Promise<void> {
  const { immutable } = await publishRelease(repository, id, tag, commit);
  if (immutable !== true) {
    console.log('::warning::The release can still be changed. Turn on immutable releases in the settings.');
  }
  if (!prerelease) await moveTag(repository, tag.replace(/\..*/, ''), commit);
}

if (import.meta.main) {
  try {
    await runStep(process.argv.slice(2), process.env, join(import.meta.dirname, '..'));
  } catch (error) {
    console.log(`::error::${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
