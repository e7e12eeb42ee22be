import { once } from 'node:events';
import { createServer } from 'node:http';

/** A release as the double keeps it; `assets` are names and lengths. */
export interface KnownRelease {
  readonly id: number;
  readonly tag_name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly immutable: boolean;
  readonly assets: readonly string[];
}

interface Call {
  readonly query: URLSearchParams;
  /** What the pattern of the route caught. */
  readonly caught: string;
  readonly mayWrite: boolean;
  readonly text: string;
}

type Reply = readonly [status: number, body?: object];

/** What `permissions: contents` gives a job's token. GitHub shows drafts only to those who may write. */
export const TOKENS = { read: 'may-read', write: 'may-write' } as const;

const PATH = '/repos/acme/pagerduty-migration-alert';
const NOT_FOUND: Reply = [404, { message: 'Not Found' }];
const FORBIDDEN: Reply = [403, { message: 'Resource not accessible by integration' }];

/** As much of GitHub as a release asks: releases, tags, and whether CI passed. */
export class ReleasesDouble {
  url = '';
  releases: KnownRelease[] = [];
  readonly tags = new Map<string, string>();
  /** Commits on which CI passed. */
  readonly passed = new Set<string>();
  /** Routes, as `METHOD /path`, that answer 500 the next time. */
  readonly faults = new Set<string>();

  #ids = 0;
  readonly #server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { pathname, searchParams: query } = new URL(request.url ?? '', this.url);
    const mayWrite = request.headers.authorization === `Bearer ${TOKENS.write}`;
    const [status, body] = this.#answer(`${request.method} ${pathname.replace(PATH, '')}`, { query, mayWrite, text });
    response.writeHead(status, { 'content-type': 'application/json' }).end(body && JSON.stringify(body));
  });

  readonly #routes: readonly (readonly [RegExp, (call: Call) => Reply])[] = [
    [/^GET \/actions\/workflows\/ci\.yml\/runs$/, ({ query }) => [200, { total_count: this.#passes(query) }]],
    [/^GET \/git\/ref\/tags\/(.+)$/, ({ caught }) => this.#tag(caught)],
    [/^POST \/git\/refs$/, ({ text }) => this.#makeTag(JSON.parse(text))],
    [/^PATCH \/git\/refs\/tags\/(.+)$/, ({ caught, text }) => this.#moveTag(caught, JSON.parse(text))],
    [/^GET \/releases$/, call => [200, this.#list(call)]],
    [/^POST \/releases$/, ({ text }) => this.#make(JSON.parse(text))],
    [/^GET \/releases\/(\d+)$/, call => this.#change(call, release => release)],
    [/^DELETE \/releases\/(\d+)$/, call => this.#change(call, () => undefined)],
    [/^PATCH \/releases\/(\d+)$/, call => this.#change(call, each => ({ ...each, draft: false, immutable: true }))],
    [
      /^POST \/releases\/(\d+)\/assets$/,
      call =>
        this.#change(call, ({ assets, ...rest }) => ({
          ...rest,
          assets: [...assets, `${call.query.get('name')} ${call.text.length}`],
        })),
    ],
  ];

  async start(): Promise<void> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const address = this.#server.address();
    this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
  }

  async close(): Promise<void> {
    await once(this.#server.close(), 'close');
  }

  #answer(line: string, call: Omit<Call, 'caught'>): Reply {
    if (this.faults.delete(line)) return [500, { message: 'Server Error' }];
    for (const [pattern, reply] of this.#routes) {
      const match = pattern.exec(line);
      if (match === null) continue;
      return line.startsWith('GET ') || call.mayWrite ? reply({ ...call, caught: match[1] ?? '' }) : FORBIDDEN;
    }
    return NOT_FOUND;
  }

  #passes(query: URLSearchParams): number {
    const asked = [query.get('branch'), query.get('status')].join(' ');
    return asked === 'main success' && this.passed.has(query.get('head_sha') ?? '') ? 1 : 0;
  }

  #tag(tag: string): Reply {
    const sha = this.tags.get(tag);
    return sha === undefined ? NOT_FOUND : [200, { object: { sha } }];
  }

  #makeTag({ ref, sha }: { readonly ref: string; readonly sha: string }): Reply {
    const tag = ref.replace('refs/tags/', '');
    if (this.tags.has(tag)) return [422, { message: 'Reference already exists' }];
    this.tags.set(tag, sha);
    return [201, {}];
  }

  #moveTag(tag: string, { sha, force }: { readonly sha: string; readonly force: boolean }): Reply {
    if (!force || !this.tags.has(tag)) return [422, { message: 'Update is not a fast forward' }];
    this.tags.set(tag, sha);
    return [200, {}];
  }

  #list({ query, mayWrite }: Call): object[] {
    const size = Number(query.get('per_page'));
    const start = (Number(query.get('page')) - 1) * size;
    const seen = this.releases.filter(({ draft }) => mayWrite || !draft);
    return seen.slice(start, start + size).map(release => this.#shown(release));
  }

  // A commit of its own would ask for the right `workflows`, which the token of a workflow cannot have.
  #make({ target_commitish, ...wanted }: KnownRelease & { readonly target_commitish?: string }): Reply {
    if (target_commitish !== undefined) return FORBIDDEN;
    this.#ids += 1;
    const { tag_name, body, draft, prerelease } = wanted;
    const made = { id: this.#ids, tag_name, body, draft, prerelease, immutable: false, assets: [] };
    this.releases.unshift(made);
    return [201, this.#shown(made)];
  }

  #change({ caught, mayWrite }: Call, change: (release: KnownRelease) => KnownRelease | undefined): Reply {
    const known = this.releases.find(({ id, draft }) => `${id}` === caught && (mayWrite || !draft));
    if (known === undefined) return NOT_FOUND;
    const changed = change(known);
    if (changed !== known && known.immutable) return [422, { message: 'Cannot change an immutable release' }];
    this.releases = this.releases.flatMap(each => (each !== known ? each : (changed ?? [])));
    return changed === undefined ? [204] : [200, this.#shown(changed)];
  }

  #shown(release: KnownRelease): object {
    return { ...release, upload_url: `${this.url}${PATH}/releases/${release.id}/assets{?name,label}` };
  }
}
