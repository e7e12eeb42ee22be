/**
 * The folder of this action's own documents, at the version that runs; empty when unknown. A GitHub Enterprise Server may
 * have the action from github.com or from a copy, and does not say which. Without a repository or a ref the action is a
 * folder of the checkout (`uses: ./`). https://docs.github.com/actions/reference/workflows-and-actions/variables
 */
export function actionDocsUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const read = (name: string): string => environment[name]?.trim() ?? '';
  const server = read('GITHUB_SERVER_URL').replace(/\/+$/, '');
  const [repository, ref] = [read('GITHUB_ACTION_REPOSITORY'), read('GITHUB_ACTION_REF')];
  if (!/^https:\/\/(?:github\.com|[\w-]+\.ghe\.com)$/i.test(server)) return '';
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w./@+-]+$/.test(ref)) return '';
  return `${server}/${repository}/blob/${ref}/docs`;
}
