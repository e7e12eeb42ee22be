import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';

const RULE = { id: '@secretlint/secretlint-rule-preset-recommend', rule: creator };

/**
 * Where in `text` tokens and keys of known services stand: start and end of each, by secretlint's recommended rules.
 * https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-preset-recommend
 */
export async function findTokens(text: string): Promise<readonly (readonly [start: number, end: number])[]> {
  const result = await lintSource({
    source: { content: text, filePath: 'page.txt', ext: '.txt', contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules: [RULE] } },
  });
  return result.messages.map(message => message.range);
}
