import { lintSource } from '@secretlint/core';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';

// The preset also has a rule that obeys comments: a log that shows `-- secretlint-disable` would keep its tokens.
// https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-filter-comments
const RULES = rules
  .filter(({ meta }) => meta.id !== '@secretlint/secretlint-rule-filter-comments')
  .map(rule => ({ id: rule.meta.id, rule }));

/**
 * Where in `text` tokens and keys of known services stand: start and end of each, by secretlint's recommended rules.
 * https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-preset-recommend
 */
export async function findTokens(text: string): Promise<readonly (readonly [start: number, end: number])[]> {
  const result = await lintSource({
    source: { content: text, filePath: 'page.txt', ext: '.txt', contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules: RULES } },
  });
  return result.messages.map(message => message.range);
}
