import type { SecretFinder } from './redaction.ts';

/**
 * Finds tokens and keys of known services with secretlint's recommended rules.
 * https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-preset-recommend
 * It is loaded with the first text, not before: a run that sends no text needs none of it.
 */
export const findSecrets: SecretFinder = async text => {
  if (!LONG_WORD.test(text)) return [];
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
/** The shortest secret that the preset looks for is longer than this. */
const LONG_WORD = /[^\s'"]{12}/;
