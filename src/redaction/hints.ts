import { STEMS } from './secret-words.ts';

// Lower-case texts of which all that a rule takes from a text holds one. A test holds them to the rules.
const HINTS = [
  ...STEMS,
  ...[
    'begin|authorization|cookie|bearer|eyj|=|%3d|@|%40|://|login|identified|invalid|port could|curl|sql|mariadb',
    'impdp|expdp|rman|bcp|redis-cli|valkey-cli|mongo|cqlsh|ldapsearch|sqoop|beeline|db2|helm registry|:5432:',
    ":5433:|:6432:|:26257:|:*:|&#|&quot;|&apos;|&amp;|&lt;|&gt;|\\u00|: \"|: '|: \\|[[|$|),|);|')|near '|bei '|de '",
    "vicino a '|bij '|obok '|linga '|attmed '|near \"|near \\\"|line |failing row|contien|zawiera (|bevat (|presso \"",
    'error:  "|json|value|valor|valeur|wert|out of range|malformed|jeton|elemento|double precision|type real',
    'type numeric|integer|bigint|smallint|dup|dubbele|dublett|like verdi|1062|1586|range in|quotation mark|parse',
    "parsing|string|text '|text: |convert|cast |before: |but got |' is |param|bind|args|?) [|? [|?', [|?)\", [|%s",
    'generated in|cached since|insert|replace|update|delete|merge|select|with|copy|create|alter|drop|comment|call',
    'exec|pbkdf2_|pdo|conn|scram-sha-|doppelter|entrada|cimpul|failed on row|failingdocumentid|"op"|\'op\'|"op\\"',
    "unexpected ''|db.auth|logon|violation|data remains|time data|too short|unknown element|but found |encontr",
    'trovato |hittade |znaleziono |xml|time zone "|time zone \\"|record \'|waarde|hodnot|op: {|no such column: ',
    'ora-01438|error: text |uuid: incorrect|for column| constant |non-hex character|to shrink |for key (',
    'because key |row [|row {|index key [|unable to encode |postgrex expected |applied changes|path `',
    'is not a valid | [type: |invocation|fields: {|#<|webhook|/hooks/|query: |anfrage|abfrage|consulta|failed at position|http -|https -',
    'bad |%3a%2f%2f|-> "|-> \\"|putty-user-key|tsquery|<value>|::add-mask::|::set-output |::save-state |<<|cannot parse |opening quote|:5434:|:5439:|:6543:|:15432:|:25060:|:25061:',
  ].flatMap(line => line.split('|')),
];
/** Tokens of services: here, so that the rules need not be loaded to know whether a text may hold one. */
export const SERVICE_HINTS = [
  ...['k_live_', 'k_test_', 'whsec_', 'hvs.', 'hvb.', '.atlasv1.', 'pul-', 'pscale_', 'napi_', 'sbp_', 'sb_', 'avns_'],
  ...['ccdb1_', 'dp.', 'ops_eyj', 'st.', 'age-secret', 'ya29.', 'aiza', 'gocspx-', '1//0', 'dop_v1_', 'doo_v1_'],
  ...['dor_v1_', 'vcp_', 'vck_', 'vci_', 'vca_', 'vcr_', 'vercel_blob', 'rnd_', 'fo1_', 'fm1', 'fm2', 'hrku-', 'nfp_'],
  ...['v1.0-', 'sk-', 'q~', 'nrak-', 'nrii-', 'sntry', 'glsa_', 'glc_', 'lin_api_', 'phc_', 'phx_', 'pmak-', 'atatt3'],
  ...['atctt3', 'dckr_', 'pypi-', 'rubygems_', 'glpat-', 'glptt-', 'glcbt-', 'glrt-', 'gldt-', 'ccipat_', 'bkua_'],
  ...['bkct_', 'cmvmd', 'akcp', 'gloas-', 'glsoat-', 'glimt-', 'glft-', 'glagent-', 'glffct-', 'akia', 'asia', 'xapp-'],
  ...['dbtc_', 'xau_', 'pnu_', 'ntn_', 'sgp_', 'key-', 'atbb', 'xkeysib-', 'dt0c01.', 'dt0s01.', 'cfpat-', ':aa'],
];
/** Of these every text in another language than English holds one, and many that are English. */
export const BEYOND_ASCII = /[^\0-\x7f\u2028\u2029]/;
/** What may be the number of a card, of a bank account or of a person. */
const NUMBERS =
  /(?<![\w./-])\d(?:[ -]?\d){12,18}(?![\w/-])|\b\d{4}\.\d{4}\.|\b[A-Za-z]{2}\d{2}[ -]?[A-Za-z\d]{4}|\b\d{3}-\d{2}-\d{4}\b/;

/** `text` without the scheme of nearly every URL, which is one of GitHub's. `clickhouse+https://` is another one. */
export function withoutWebAddresses(text: string): string {
  return text.replaceAll('+https://', '+://').replaceAll('https://', '');
}

/** Whether any of our rules may find something in `text`; false is certain. */
export function mayConcernRules(text: string): boolean {
  const lower = withoutWebAddresses(text).toLowerCase();
  return (
    HINTS.some(hint => lower.includes(hint)) ||
    SERVICE_HINTS.some(hint => lower.includes(hint)) ||
    BEYOND_ASCII.test(text) ||
    NUMBERS.test(text)
  );
}
