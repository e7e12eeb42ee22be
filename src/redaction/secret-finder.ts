import type { SecretFinder } from './redaction.ts';

/**
 * Finds tokens and keys of known services with secretlint's recommended rules.
 * https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-preset-recommend
 * They are loaded with the first text that may hold a token, not before: most runs need none of it.
 */
export const findSecrets: SecretFinder = async text => {
  if (!RANDOM_PART.test(text) || COMMIT.test(text)) return [];
  const [{ lintSource }, { creator }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
  ]);
  const result = await lintSource({
    source: { content: text, filePath: 'page.txt', ext: '.txt', contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules: [{ id: PRESET, rule: creator }] } },
  });
  return result.messages.map(message => message.range);
};

const PRESET = '@secretlint/secretlint-rule-preset-recommend';
// What the preset looks for has a random part. Without one (names, paths, numbers, a commit's id) it need not be loaded:
// it takes some 25 ms, and the answer depends on the text alone, so that a dedup key is redacted alike on every path.
const RANDOM_PART = /(?=\d{0,15}[A-Za-z])[A-Za-z\d]{16}|(?=[\w+/-]{0,39}[A-Z])[\w+/-]{30}/;
const COMMIT = /^[\da-f]{40}$/;
