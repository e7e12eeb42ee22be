import type { Category } from './category.ts';

/** A way in which the program around a migration ends, by the words of who ran it. Group 1, where there is one, is the text. */
export interface ProcessEndRule {
  readonly when: RegExp;
  readonly category: Category;
  readonly neverStarted?: true;
  /** It says that the command failed, and no more: what the command itself said before is the error. */
  readonly vague?: true;
}
