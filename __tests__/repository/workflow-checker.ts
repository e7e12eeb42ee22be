import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionMetadata } from '@actions/languageservice/action';
import { validate } from '@actions/languageservice/validate';
import { load } from 'js-yaml';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ACTION } from './snippets.ts';

const ROOT = join(import.meta.dirname, '..', '..');

// Inputs of others' actions, as far as our examples give them.
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['persist-credentials', 'fetch-depth'],
  'actions/setup-python': ['python-version'],
  'actions/upload-artifact': ['name', 'path'],
  'slackapi/slack-github-action': ['webhook', 'webhook-type', 'payload'],
  'superfly/flyctl-actions': ['version'],
};

/**
 * What GitHub's own language service finds wrong with a workflow or an action.yml, as `line: message`. It knows the inputs of
 * our actions from their action.yml.
 */
export async function findFaults(text: string, name = '.github/workflows/example.yml'): Promise<string[]> {
  // The service remembers what it found under an address.
  documents += 1;
  const document = TextDocument.create(`file:///${documents}/${name}`, 'yaml', 1, text);
  const faults = await validate(document, {
    actionsMetadataProvider: {
      async fetchActionMetadata({ owner, name: repository, path = '' }) {
        const action = `${owner}/${repository}`;
        return action === ACTION
          ? (load(readFileSync(join(ROOT, path, 'action.yml'), 'utf8')) as ActionMetadata)
          : describeForeign(action);
      },
    },
  });
  return faults.map(({ range, message }) => `${range.start.line + 1}: ${message}`);
}

let documents = 0;

function describeForeign(action: string) {
  const inputs = FOREIGN[action]?.map(input => [input, { description: input }] as const);
  return inputs && { name: action, description: action, inputs: Object.fromEntries(inputs) };
}
