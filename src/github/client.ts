import { send } from '../http/transport.ts';
import type { Secret } from '../primitives/secret.ts';

/** Whose repository is asked about, and with which token. */
export interface GitHubAccess {
  readonly token: Secret;
  /** GitHub's REST API, e.g. `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
}

/** Milliseconds that one request may take, whatever time is left. */
const REQUEST_TIMEOUT_MS = 10_000;
/** A page of 100 jobs with all their steps takes some 300 KB. */
const MOST_BYTES = 8 * 1_048_576;

/**
 * A client of GitHub's REST API, loaded only here, with the names that every call needs. It prints nothing.
 * It is Octokit over our own transport: @actions/github is the same over undici, which is half of what a runner would
 * have to download, and knows no time-out.
 */
export async function connect({ token, apiUrl, repository }: GitHubAccess, signal: AbortSignal) {
  const [{ Octokit }, { restEndpointMethods }, { paginateRest }] = await Promise.all([
    import('@octokit/core'),
    import('@octokit/plugin-rest-endpoint-methods'),
    import('@octokit/plugin-paginate-rest'),
  ]);
  const [owner = '', repo = ''] = repository.split('/');
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const options = { auth: token.reveal(), baseUrl: apiUrl, request: { fetch: fetchOverTransport, signal }, log };
  const octokit = new (Octokit.plugin(restEndpointMethods, paginateRest))(options);
  return { octokit, owner, repo };
}

interface FetchOptions {
  readonly method: 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

// What Octokit reads of an answer, and the headers that it and its callers look at.
const HEADERS = ['content-type', 'link', 'retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

async function fetchOverTransport(url: string, { method, headers, signal }: FetchOptions) {
  const response = await send({ method, url, headers, signal, timeoutMs: REQUEST_TIMEOUT_MS, mostBytes: MOST_BYTES });
  if ('failure' in response) throw new Error(response.failure);
  const { status, header, body } = response;
  const given = HEADERS.flatMap(name => {
    const value = header(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const text = async (): Promise<string> => body;
  // Only asked for where the answer is no JSON: then there is nothing to read in it.
  const arrayBuffer = async (): Promise<ArrayBuffer> => new ArrayBuffer(0);
  return { status, url, headers: new Map(given), text, arrayBuffer };
}
