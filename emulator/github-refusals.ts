import type { Reply } from './http.ts';

/** What `permissions:` of a workflow leaves its token; what is not named is left. */
export type GithubPermissions = Readonly<
  Partial<Record<'actions' | 'checks' | 'contents' | 'pull-requests', 'none' | 'read'>>
>;

/** A refusal as GitHub words it. */
export function refusal(status: number, message: string): Reply {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } };
}
