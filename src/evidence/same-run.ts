import type { Report } from './reports/report.ts';
import type { RunOutcome } from './runs/outcome.ts';

/** Whether a report and what the tool printed may be of the same run: both end alike, or the words do not tell an end. */
export function isSameRun(report: Report, told: RunOutcome): boolean {
  if (told.tool !== report.tool) return false;
  if (told.verdict === report.verdict || told.verdict === 'unknown') return true;
  return told.verdict === 'unfinished' && (report.verdict === 'failure' || report.verdict === 'success');
}

/** What a report says, with what it lacks and the words of the same run have. */
export function joinReport(report: RunOutcome, told: RunOutcome | undefined): RunOutcome {
  if (told === undefined) return report;
  if (told.verdict !== report.verdict) return placeFailure(report, told);
  const joined = { ...(report.saidDone === true ? withoutLastWords(told) : told), ...report };
  const isVague =
    report.databaseState === 'unknown' && (told.databaseState !== 'rolled-back' || report.migration === undefined);
  if (isVague && told.databaseState !== 'unknown') return { ...joined, ...pickState(told) };
  // The log may know how many were pending.
  const counted = told.applied.length === report.applied.length ? told.stateDetail : undefined;
  const { stateDetail, ...rest } = joined;
  const detail = report.databaseState === told.databaseState ? (counted ?? stateDetail) : report.stateDetail;
  // What the tool printed shows more of the error than one field of its report.
  const excerpt = told.excerpt ?? report.excerpt;
  return {
    ...rest,
    ...(detail === undefined ? {} : { stateDetail: detail }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}

/** A report of a failure that does not say how far the run had come, where the lines before it do. */
function placeFailure(report: RunOutcome, told: RunOutcome): RunOutcome {
  if (report.verdict !== 'failure' || report.databaseState !== 'unknown') return report;
  // Confiture prints each beginning beside its JSON, too; what others print before it may be of another command.
  const began = told.migration !== undefined || told.applied.length > 0;
  if (!began && report.tool === 'Confiture') return { ...report, databaseState: 'unchanged' };
  if (told.verdict !== 'unfinished' || told.applied.length === 0) return report;
  const { applied, stateDetail } = told;
  return { ...report, databaseState: 'partial', applied, ...(stateDetail === undefined ? {} : { stateDetail }) };
}

// What stands behind a report that says that all is done is of no failure.
function withoutLastWords(told: RunOutcome): RunOutcome {
  const { error: _, errorType: _type, sqlstate: _sqlstate, category: _category, lastWords: _words, ...rest } = told;
  return rest;
}

function pickState(from: RunOutcome): Partial<RunOutcome> {
  const { databaseState, stateDetail, nextStep, applied } = from;
  return {
    databaseState,
    applied,
    ...(stateDetail === undefined ? {} : { stateDetail }),
    ...(nextStep === undefined ? {} : { nextStep }),
  };
}
