import { once } from 'node:events';
import { createServer } from 'node:http';

/** A job as GitHub's REST API gives it, as far as the action reads it. https://docs.github.com/rest/actions/workflow-jobs */
export interface Job {
  readonly id: number;
  readonly name: string;
  readonly conclusion: string | null;
  readonly html_url: string;
  readonly steps: readonly Step[];
  /** Messages of the job's failure annotations. */
  readonly annotations?: readonly string[];
}

interface Step {
  readonly name: string;
  readonly number: number;
  readonly conclusion: string | null;
}

/** GitHub's REST API in small: the jobs of one run. */
export interface GitHub {
  readonly url: string;
  /** Method and path of every request, oldest first. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts it on the loopback. It answers 404 to all else, as GitHub does to a token that may not see it. */
export async function startGitHub(jobs: readonly Job[]): Promise<GitHub> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.push(`${request.method} ${pathname}`);
    const body = find(jobs, pathname);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(body ?? { message: 'Not Found' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function find(jobs: readonly Job[], path: string): unknown {
  if (/\/actions\/runs\/\d+\/attempts\/\d+\/jobs$/.test(path)) return { total_count: jobs.length, jobs };
  const [, kind, id] = /\/(actions\/jobs|check-runs)\/(\d+)(?:\/annotations)?$/.exec(path) ?? [];
  const job = jobs.find(each => String(each.id) === id);
  if (kind !== 'check-runs' || job === undefined) return job;
  return (job.annotations ?? []).map(message => ({ annotation_level: 'failure', message }));
}
