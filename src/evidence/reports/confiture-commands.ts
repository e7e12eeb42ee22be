/**
 * The keys that the JSON of each command but `migrate up` has, in any of 0.5 to 1.29; from 1.20 on `command` names the command itself.
 * A document that has all keys of a row is of that command. https://github.com/fraiseql/confiture/tree/main/docs/reference/json-schemas
 */
const SHAPES: readonly (readonly string[])[] = [
  // status, current, history, steps, estimate, introspect
  ['applied', 'pending', 'current', 'total', 'migrations'],
  ['tracking_table', 'migrations'],
  ['applied', 'pending', 'total', 'migrations'],
  ['revision', 'name', 'applied_at', 'checksum'],
  ['steps', 'resumed'],
  ['table', 'estimated_rows', 'recommendation'],
  ['detected_version'],
  // down, down-to
  ['success', 'rolled_back'],
  ['success', 'migrations_rolled_back'],
  ['from', 'to', 'rolled_back'],
  ['migration_id', 'mode', 'migrations'],
  // preflight, verify, verify-checksums, validate, fix
  ['safe_to_deploy', 'all_reversible'],
  ['against_url', 'all_passed'],
  ['ok', 'summary', 'issues'],
  ['static', 'against'],
  ['verified_count', 'failed_count'],
  ['success', 'orphaned_files', 'duplicate_versions'],
  ['status', 'duplicate_versions'],
  ['status', 'orphaned_files'],
  ['status', 'fixed', 'errors'],
  ['status', 'checks', 'results'],
  ['status', 'message', 'violations'],
  ['violations', 'has_violations'],
  ['check', 'violations'],
  ['status', 'files', 'total_files_changed'],
  ['status', 'message', 'files'],
  ['status', 'previews', 'modified', 'refused'],
  ['status', 'fixes_applied'],
  ['status', 'fixes_planned'],
  ['body_drift_fixes_planned'],
  ['body_drift_fixes_applied'],
  ['has_drift', 'detection_time_ms'],
  ['passed', 'changes', 'base_ref', 'target_ref'],
  // baseline, reinit, rebuild, apply-as, restore, seed
  ['success', 'deleted_count'],
  ['success', 'schemas_dropped'],
  ['marked', 'skipped', 'dry_run'],
  ['success', 'version', 'name', 'applied_by'],
  ['total', 'succeeded', 'failed', 'failed_files'],
  ['total_files', 'successful', 'failed', 'success_rate'],
  ['file_path', 'success', 'copy_format'],
  // build, lint, diff, generate, bootstrap, install-helpers, coordinate
  ['success', 'files_processed', 'schema_size_bytes'],
  ['success', 'superuser_pre_path'],
  ['schema_name', 'tables_checked', 'violations'],
  ['rules', 'version', 'hints'],
  ['success', 'has_changes', 'change_count'],
  ['has_changes', 'summary', 'changes'],
  ['status', 'version', 'filepath', 'class_name'],
  ['status', 'schema', 'functions'],
  ['mode', 'drift', 'plan'],
  ['intent', 'conflicts'],
  ['total', 'intents'],
  ['conflicts_detected', 'conflicts'],
];

/** Whether `document` has the shape that a command of Confiture but `migrate up` writes. */
export function isOtherShape(document: Readonly<Record<string, unknown>>): boolean {
  return SHAPES.some(keys => keys.every(key => key in document));
}
