import type { Stage } from '../../demo/runner.ts';

/** What a stage printed, as the runner keeps it: the lines that name the masks are commands, and never printed. */
export function said({ stdout }: Pick<Stage, 'stdout'>): string {
  return stdout.replace(/^::add-mask::.*\n/gm, '');
}

/** The annotations of a stage as `level: text`. */
export function annotations({ stdout }: Pick<Stage, 'stdout'>): string[] {
  return [...stdout.matchAll(/^::(error|warning|notice) title=PagerDuty Migration Alert::(.*)$/gm)].map(
    ([, level, text]) => `${level}: ${decodeURIComponent(text?.replace(/%(?!25|0D|0A)/g, '%25') ?? '')}`,
  );
}
