import type { Decision, Told } from './circumstances.ts';

/** What could not be known of a cancel that pages nobody, as a warning; nothing where all is known. */
export function describeSilentCancel({ evidence, files, cancelExplained }: Told): Pick<Decision, 'warning'> {
  const isKnown = evidence?.verdict === 'success' && evidence.saidDone === true;
  if (isKnown) return {};
  const unknown = [
    ...describeLog(evidence?.tool ?? '', files),
    ...(cancelExplained
      ? []
      : [
          "whether it was a timeout or a lost runner: GitHub's annotations could not all be read (permissions actions: read and checks: read; those of at most 30 jobs are read)",
        ]),
  ];
  if (unknown.length === 0) return {};
  return { warning: `The run was cancelled, and PagerDuty is not told. It is not known ${unknown.join('; nor ')}.` };
}

function describeLog(tool: string, files: Told['files']): string[] {
  if (files === 'read' || files === 'in-part')
    return tool === '' ? ['whether a migration was running: its log is of no tool that the action knows'] : [];
  const why = files === 'lost' ? 'its log or report could not be read' : 'the input log is empty';
  return [`whether a migration was running: ${why}`];
}
