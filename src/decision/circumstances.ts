import type { FilesRead } from '../evidence/evidence.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Story, StorySource } from './story.ts';

/** What PagerDuty is told. */
export type Action = 'trigger' | 'acknowledge' | 'resolve' | 'none';

/** What is done, and why: log, summary and output print this reason, and nothing derives it again. */
export interface Decision {
  readonly action: Action;
  /** One sentence. Raw: it can hold the environment's name. */
  readonly reason: string;
  readonly story: Story;
  /** A failure of which PagerDuty is not told, whatever the reason: worth a warning. */
  readonly leftOut: boolean;
  /** What a person can do about a success that closes nothing: worth a warning, which also says how to close it by hand. */
  readonly remedy?: string;
  /** What else a person should know of this decision: worth a warning. */
  readonly warning?: string;
}

/** All that a decision depends on. */
export interface Circumstances extends StorySource {
  /** The run is of a pull request that is not merged, of a fork, or of a merge queue. */
  readonly pullRequest: boolean;
  /** Beside `pullRequest`: whether it was merged is not known. */
  readonly mergeUnknown: boolean;
  readonly policy: Pick<Inputs, 'eventAction' | 'environment' | 'environments' | 'onCancelled' | 'autoResolve'>;
  /** What became of the files that were named, and of what the wrapper captured. */
  readonly files: FilesRead;
  /** The exit code is that of every command in the script: it ran under our own bash, which has pipefail. */
  readonly exitCodeCounts: boolean;
  /** Another step of this job has opened the incident. */
  readonly openedElsewhere: boolean;
  /** Fan-in: jobs that failed although `needs` calls them a success. */
  readonly hiddenFailures: readonly string[];
  /** GitHub could be asked why a job was cancelled. */
  readonly cancelExplained: boolean;
}

/** Where nothing but a status is known, and that nothing stands against it. */
export const NOTHING_KNOWN: Omit<Circumstances, 'outcome' | 'policy' | 'pullRequest'> = {
  evidence: undefined,
  reported: 'job',
  named: false,
  logMissing: false,
  neverStarted: false,
  running: false,
  endedWell: false,
  exitCode: undefined,
  timedOut: false,
  mergeUnknown: false,
  files: 'none',
  exitCodeCounts: false,
  openedElsewhere: false,
  hiddenFailures: [],
  cancelExplained: true,
};

/** What happened in it, told for a decision. */
export type Told = Circumstances & { readonly story: Story };

/** A row of the table of decisions: how README shows it (Markdown), and what it does. */
export interface Row {
  readonly status: string;
  readonly evidence: string;
  readonly action: string;
  readonly fits: (told: Told) => boolean;
  readonly decide: (told: Told) => Pick<Decision, 'action' | 'reason'> & Partial<Decision>;
}
