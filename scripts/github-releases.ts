// Releases and tags over GitHub's REST API, with nothing but Node: a job that may write runs nobody else's code.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Whose releases, and with which token. */
export interface Repository {
  /** GitHub's REST API, e.g. `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly name: string;
  readonly token: string;
}

/** As much of a release as is asked for. https://docs.github.com/rest/releases/releases */
export interface Release {
  readonly id: number;
  readonly tag_name: string;
  readonly draft: boolean;
  readonly immutable?: boolean;
  /** A URI template, which ends in `{?name,label}`. */
  readonly upload_url: string;
}

/** What a release is to be. */
export interface Draft {
  readonly tag: string;
  readonly notes: string;
  readonly prerelease: boolean;
  /** Paths. */
  readonly files: readonly string[];
}

/** Whether CI passed on a commit of main. Throws where GitHub refuses, as do all functions here. */
export async function hasPassed(repository: Repository, workflow: string, commit: string): Promise<boolean> {
  const query = new URLSearchParams({ branch: 'main', head_sha: commit, status: 'success', per_page: '1' });
  const runs = await ask(repository, 'GET', `/actions/workflows/${workflow}/runs?${query}`);
  return (runs as { readonly total_count: number }).total_count > 0;
}

/**
 * Makes the one draft of a tag and gives its id. A draft that an earlier run left is deleted: it may be of another commit, or
 * lack a file. To see drafts at all, the token must be allowed to write. The draft names no commit: GitHub would ask for a
 * right that a workflow cannot have. https://github.blog/changelog/2023-11-02-github-actions-enforcing-workflow-scope-when-creating-a-release
 */
export async function draftRelease(repository: Repository, { tag, notes, prerelease, files }: Draft): Promise<number> {
  const earlier = await findReleases(repository, tag);
  if (earlier.some(release => !release.draft)) throw new Error(`${tag} is published already: raise the version`);
  for (const { id } of earlier) await ask(repository, 'DELETE', `/releases/${id}`);
  const wanted = { tag_name: tag, name: tag, body: notes, draft: true, prerelease };
  const made = (await ask(repository, 'POST', '/releases', wanted)) as Release;
  for (const file of files) await upload(repository, made, file);
  return made.id;
}

/**
 * Makes the tag at the commit and publishes the draft, by its id; does what of that is not done yet. Throws where the draft is
 * of another tag, or the tag at another commit.
 */
export async function publishRelease(
  repository: Repository,
  id: string,
  tag: string,
  commit: string,
): Promise<Release> {
  const release = (await ask(repository, 'GET', `/releases/${id}`)) as Release;
  if (release.tag_name !== tag) throw new Error(`release ${id}: expected ${tag}; got ${release.tag_name}`);
  const tagged = await findTag(repository, tag);
  if (tagged === undefined) await makeTag(repository, tag, commit);
  else if (tagged !== commit) throw new Error(`tag ${tag}: expected ${commit}; got ${tagged}. Delete the tag`);
  if (!release.draft) return release;
  return (await ask(repository, 'PATCH', `/releases/${id}`, { draft: false })) as Release;
}

/** The commit, or the annotated tag's own object, that a tag is at; undefined where there is no such tag. */
export async function findTag(repository: Repository, tag: string): Promise<string | undefined> {
  const found = await ask(repository, 'GET', `/git/ref/tags/${tag}`, undefined, [404]);
  return (found as { readonly object?: { readonly sha: string } }).object?.sha;
}

/** Moves a tag to a commit, or makes it. */
export async function moveTag(repository: Repository, tag: string, commit: string): Promise<void> {
  if ((await findTag(repository, tag)) === undefined) await makeTag(repository, tag, commit);
  else await ask(repository, 'PATCH', `/git/refs/tags/${tag}`, { sha: commit, force: true });
}

async function makeTag(repository: Repository, tag: string, commit: string): Promise<void> {
  await ask(repository, 'POST', '/git/refs', { ref: `refs/tags/${tag}`, sha: commit });
}

// GitHub finds a release by its tag only when it is published.
async function findReleases(repository: Repository, tag: string): Promise<Release[]> {
  const found: Release[] = [];
  for (let page = 1; ; page += 1) {
    const releases = (await ask(repository, 'GET', `/releases?per_page=100&page=${page}`)) as Release[];
    found.push(...releases.filter(release => release.tag_name === tag));
    if (releases.length < 100) return found;
  }
}

async function upload({ token }: Repository, { upload_url }: Release, file: string): Promise<void> {
  const url = `${upload_url.replace(/\{.*$/, '')}?name=${encodeURIComponent(basename(file))}`;
  const headers = { ...headersOf(token), 'content-type': 'application/octet-stream' };
  const response = await fetch(url, { method: 'POST', headers, body: readFileSync(file) });
  if (!response.ok) throw new Error(`upload of ${basename(file)}: ${await refusalOf(response)}`);
}

async function ask(
  { apiUrl, name, token }: Repository,
  method: string,
  path: string,
  body?: object,
  allowed: readonly number[] = [],
): Promise<unknown> {
  const response = await fetch(`${apiUrl}/repos/${name}${path}`, {
    method,
    headers: headersOf(token),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok && !allowed.includes(response.status)) {
    throw new Error(`${method} ${path}: ${await refusalOf(response)}`);
  }
  return response.status === 204 ? undefined : response.json();
}

function headersOf(token: string) {
  return {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  };
}

async function refusalOf(response: Response): Promise<string> {
  return `expected success; got ${response.status} ${(await response.text()).slice(0, 500)}`;
}
