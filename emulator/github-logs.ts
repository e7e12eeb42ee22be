import { type GithubPermissions, refusal } from './github-refusals.ts';
import type { Call, Reply } from './http.ts';

/** What is known of logs. */
export interface GithubLogs {
  readonly logs?: Readonly<Record<number, string | Iterable<string>>>;
  readonly permissions?: GithubPermissions;
}

/** The redirect to a job's log, a link that is good for a minute; undefined: the call asks for something else.
 * https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run */
export function answerLog({ logs = {}, permissions = {} }: GithubLogs, call: Call): Reply | undefined {
  const id = /\/actions\/jobs\/(\d+)\/logs$/.exec(call.path)?.[1];
  if (id === undefined) return undefined;
  if (permissions.actions === 'none') return refusal(403, 'Must have admin rights to Repository.');
  if (logs[Number(id)] === undefined) return refusal(404, 'Not Found');
  const location = `http://${call.headers.host}/blobs/job-${id}.txt?sig=of-the-link`;
  return { status: 302, body: '', headers: { location } };
}

/** The storage behind the links: it knows the link, and refuses a token that it did not ask for. Undefined as above. */
export function answerBlob({ logs = {} }: GithubLogs, call: Call): Reply | undefined {
  const id = /^\/blobs\/job-(\d+)\.txt$/.exec(call.path)?.[1];
  if (id === undefined) return undefined;
  if (call.headers.authorization !== undefined) return refusal(403, 'AuthenticationFailed');
  const log = logs[Number(id)];
  if (log === undefined) return refusal(404, 'BlobNotFound');
  return { status: 200, stream: typeof log === 'string' ? [log] : log };
}
