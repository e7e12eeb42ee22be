// Lower-case texts of which all that a rule of redaction-text takes from a text holds one. A test holds them to the rules.
const HINTS = [
  ...['pass', 'pwd', 'secret', 'token', 'key', 'credential', 'begin', 'authorization', 'cookie', 'bearer'],
  ...['eyj', 'k_live_', 'k_test_', 'hvs.', 'hvb.', '=', '%3d', '@', '://', 'login', 'identified', 'invalid'],
  ...['port could', 'curl', 'sql', 'mariadb', 'impdp', 'expdp', ': "', ": '", ': \\', '[[', '$', '),', ');'],
  ...["near '", 'line '],
  ...['failing row', 'json data', 'value', 'parameter', 'duplicate', 'insert', 'replace', 'update', 'delete'],
  ...['merge', 'select', 'with', 'copy', 'create', 'alter', 'drop', 'comment', 'call', 'exec'],
];

/** `text` without the scheme of nearly every URL, which is one of GitHub's. `clickhouse+https://` is another one. */
export function withoutWebAddresses(text: string): string {
  return text.replaceAll('+https://', '+://').replaceAll('https://', '');
}

/** Whether any of our rules may find something in `text`; false is certain. */
export function mayConcernRules(text: string): boolean {
  const lower = withoutWebAddresses(text).toLowerCase();
  return HINTS.some(hint => lower.includes(hint));
}
