import type { SecretFinder } from './redaction.ts';

/** Loads the rules of secretlint. */
export const loadTokenRules = () => import('./secretlint.ts');

/**
 * Finds tokens and keys of known services. Rejects where secretlint can't be loaded. It is loaded with the first text
 * that may hold one, not before: most runs need none of it.
 */
export const findSecrets: SecretFinder = async text => {
  if (!RANDOM_PART.test(text) || COMMIT.test(text)) return [];
  return (await loadTokenRules()).findTokens(text);
};

// What the preset looks for has a random part. Without one (names, paths, numbers, a commit's id) it need not be loaded:
// it takes some 25 ms, and the answer depends on the text alone, so that a dedup key is redacted alike on every path.
// Looked for where a word begins alone: from each of its characters a long one would be read again.
const RANDOM_PART = /(?<![A-Za-z\d])(?=\d*[A-Za-z])[A-Za-z\d]{16}|(?<![\w+/-])(?=[\w+/-]*[A-Z])[\w+/-]{30}/;
const COMMIT = /^[\da-f]{40}$/;
