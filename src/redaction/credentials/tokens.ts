import type { PatternRule } from '../rule.ts';
import { BLANKS, QUOTED } from './words.ts';

/** Joined here, so that nobody's scanner takes the example for a token. */
const join = (...parts: readonly string[]): string => parts.join('');
const RANDOM = 'aB3dE5fG7hJ9kL2mN4pQ6rS8tU0vW1xY3zA5';

/** Prefixes of the tokens of services that migrations meet, none of which secretlint's preset knows, and what follows them. */
const SERVICES: Readonly<Record<string, string>> = {
  // Stripe, HashiCorp Vault, HCP Terraform, Pulumi
  '[rs]k_(?:live|test)_': String.raw`\w{10,}`,
  whsec_: String.raw`[\w+/=]{16,}`,
  'hv[sb]\\.': String.raw`[\w-]{20,}`,
  '\\w{14}\\.atlasv1\\.': String.raw`[\w-]{40,}`,
  'pul-': String.raw`[\da-f]{40}`,
  // PlanetScale, Neon, Supabase, Aiven, Turso, CockroachDB Cloud, MongoDB Atlas, Snowflake's and Databricks' have no prefix
  'pscale_(?:tkn|pw|oauth|app_secret)_': String.raw`[\w.=-]{16,}`,
  napi_: String.raw`[a-z\d]{32,}`,
  'sb(?:p|p_v0|p_oauth|_secret|_publishable)_': String.raw`[\w-]{16,}`,
  AVNS_: String.raw`[\w-]{15,}`,
  CCDB1_: String.raw`\w{16,}`,
  // Doppler, 1Password, Infisical, age
  'dp\\.(?:st|pt|ct|sa|scim|audit|said)\\.': String.raw`[\w.-]{20,}`,
  ops_eyJ: String.raw`[\w+/=-]{20,}`,
  'st\\.(?=[\\da-f]{8}-)': String.raw`[\w.-]{40,}`,
  'AGE-SECRET-KEY-1': '[A-Z0-9]{20,}',
  // Google
  'ya29\\.': String.raw`[\w-]{16,}`,
  AIza: String.raw`[\w-]{30,}`,
  'GOCSPX-': String.raw`[\w-]{20,}`,
  '1//0': String.raw`[\w-]{30,}`,
  // DigitalOcean, Vercel, Render, Fly.io, Heroku, Netlify, Cloudflare
  'do[por]_v1_': String.raw`[\da-f]{32,}`,
  'vc[pkiar]_': String.raw`[A-Za-z\d]{24,}`,
  vercel_blob_rw_: String.raw`\w{16,}`,
  rnd_: String.raw`[A-Za-z\d]{24,}`,
  'fo1_|fm[12][ar]?_|FlyV1 fm2_': String.raw`[\w+/=,-]{20,}`,
  'HRKU-': String.raw`[\w-]{30,}`,
  nfp_: String.raw`[A-Za-z\d]{30,}`,
  'v1\\.0-(?=[\\da-f]{20})': String.raw`[\da-f-]{100,}`,
  // OpenAI and those that copied it
  'sk-(?:proj-|ant-|or-v1-|svcacct-|admin-)?': String.raw`(?=[\w-]{0,40}\d)[\w-]{20,}`,
  // Azure: a client secret
  '(?<![\\w~.-])[\\w~.-]{3}\\dQ~': String.raw`[\w~.-]{30,}`,
  // New Relic, Sentry, Grafana, Linear, PostHog, Postman, Atlassian, Docker, PyPI, RubyGems, GitLab, CircleCI, Buildkite, JFrog
  'NRAK-|NRII-': String.raw`[\w-]{20,}`,
  'sntry[su]_': String.raw`[\w+/=-]{30,}`,
  'gl(?:sa|c)_': String.raw`[\w+/=-]{20,}`,
  lin_api_: String.raw`\w{30,}`,
  'ph[cx]_': String.raw`[A-Za-z\d]{30,}`,
  'PMAK-': String.raw`[\w-]{30,}`,
  'AT[AC]TT3': String.raw`[\w+/=-]{40,}`,
  'dckr_(?:pat|oat)_': String.raw`[\w-]{20,}`,
  'pypi-AgE': String.raw`[\w-]{40,}`,
  rubygems_: String.raw`[\da-f]{40,}`,
  'gl(?:pat|ptt|cbt|rt|dt|oas|soat|imt|ft|agent|ffct)-': String.raw`[\w.-]{20,}`,
  CCIPAT_: String.raw`\w{20,}`,
  // AWS, Slack, dbt, Xata, Prefect, Notion, Sourcegraph, Bitbucket, Mailgun, Brevo, Dynatrace, Contentful, Telegram
  'A(?:KIA|SIA)': String.raw`[A-Z2-7]{16}(?![A-Z\d])`,
  'xapp-\\d-': String.raw`[\w-]{20,}`,
  'dbtc_|xau_|pnu_|ntn_': String.raw`[\w-]{30,}`,
  'sgp_(?:local_)?|key-(?=[\\da-f]{32}(?!\\w))': String.raw`[\da-f]{32,}`,
  ATBB: String.raw`[A-Za-z\d]{28,}`,
  'xkeysib-': String.raw`[\w-]{40,}`,
  'dt0[cs]01\\.': String.raw`\w{24}\.\w{64}`,
  'CFPAT-': String.raw`[\w-]{40,}`,
  '\\d{8,10}:AA': String.raw`[\w-]{33}`,
  'bkua_|bkct_': String.raw`\w{30,}`,
  'cmVmd|AKCp': String.raw`[\w]{50,}`,
};

/** Of these every match of one of them holds one. */
const SERVICE_HINTS = [
  ...['k_live_', 'k_test_', 'whsec_', 'hvs.', 'hvb.', '.atlasv1.', 'pul-', 'pscale_', 'napi_', 'sbp_', 'sb_', 'avns_'],
  ...['ccdb1_', 'dp.', 'ops_eyj', 'st.', 'age-secret', 'ya29.', 'aiza', 'gocspx-', '1//0', 'dop_v1_', 'doo_v1_'],
  ...['dor_v1_', 'vcp_', 'vck_', 'vci_', 'vca_', 'vcr_', 'vercel_blob', 'rnd_', 'fo1_', 'fm1', 'fm2', 'hrku-', 'nfp_'],
  ...['v1.0-', 'sk-', 'q~', 'nrak-', 'nrii-', 'sntry', 'glsa_', 'glc_', 'lin_api_', 'phc_', 'phx_', 'pmak-', 'atatt3'],
  ...['atctt3', 'dckr_', 'pypi-', 'rubygems_', 'glpat-', 'glptt-', 'glcbt-', 'glrt-', 'gldt-', 'ccipat_', 'bkua_'],
  ...['bkct_', 'cmvmd', 'akcp', 'gloas-', 'glsoat-', 'glimt-', 'glft-', 'glagent-', 'glffct-', 'akia', 'asia', 'xapp-'],
  ...['dbtc_', 'xau_', 'pnu_', 'ntn_', 'sgp_', 'key-', 'atbb', 'xkeysib-', 'dt0c01.', 'dt0s01.', 'cfpat-', ':aa'],
];

/** Credentials that are known by their own shape. */
export const TOKEN_RULES: readonly PatternRule[] = [
  {
    name: 'private key, whole or cut off',
    hints: ['-----begin', 'putty-user-key'],
    before: '',
    value: String.raw`\bPuTTY-User-Key-File-\d:[\s\S]*?(?:\nPrivate-(?:MAC|Hash): \S*|$)|-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)`,
    changes: [join('a -----BEGIN RSA ', 'PRIVATE KEY-----\nabc'), 'a ***'],
    leaves: '-----BEGIN CERTIFICATE-----\nabc',
  },
  {
    name: 'Authorization header',
    hints: ['authorization'],
    before: String.raw`\b(?:proxy-)?authorization(?:\\?["'])?\s*[:=]${BLANKS}`,
    value: `${QUOTED}|[^\\n"']+`,
    end: String.raw`\n"'\\,})`,
    changes: ['Authorization: Basic aHVudGVyMg==\nHost: db', 'Authorization: ***\nHost: db'],
    leaves: 'authorization failed for user "shop"',
  },
  {
    name: 'cookie',
    hints: ['cookie:'],
    before: String.raw`\b(?:set-)?cookie:[ \t]*(?![ \t])`,
    value: `[^\\n"']+`,
    end: String.raw`\n"'\\`,
    changes: ['Set-Cookie: session=abcdef; Path=/', 'Set-Cookie: ***'],
    leaves: 'no cookie was sent',
  },
  {
    name: 'bearer token',
    hints: ['bearer', 'token='],
    before: String.raw`\bBearer\s+(?!\s)|\bToken\s+token=`,
    value: String.raw`["']?[\w.~+/=-]{8,}`,
    changes: ['sent Bearer abcdefghijkl to x', 'sent Bearer *** to x'],
    leaves: 'Bearer of news',
  },
  {
    name: 'JSON web token',
    hints: ['eyj'],
    before: '',
    // Where another may begin the first one ends: else each of many beginnings is read to the end of all.
    value: String.raw`\beyJ(?:(?!-eyJ)[\w-]){8,}\.[\w-]{4,}\.?[\w-]*`,
    changes: [join('got eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxIn0.abc_def-ghi back'), 'got *** back'],
    leaves: 'eyJ.abc',
  },
  {
    name: 'token of a service',
    hints: SERVICE_HINTS,
    before: '',
    value: `(?<![A-Za-z0-9])(?:${Object.entries(SERVICES)
      .map(([prefix, rest]) => `(?:${prefix})${rest}`)
      .join('|')})`,
    changes: [`got ${join('pscale_', 'tkn_', RANDOM)} back`, 'got *** back'],
    leaves: 'index rnd_users and st.users, see sk-migrations-of-all-the-many-tables',
  },
  {
    // Discord, Microsoft Teams, Mattermost and Rocket.Chat: whoever has the address may write.
    name: 'address of a webhook',
    hints: ['webhook', '/hooks/'],
    before: String.raw`\bdiscord(?:app)?\.com\/api\/webhooks\/\d{5,25}\/|\b(?:[\w-]{1,60}\.webhook\.office|outlook\.office(?:365)?)\.com\/webhook(?:b2)?\/|\/hooks\/(?=[a-z\d]{24,26}\b)`,
    value: String.raw`[^\s"'<>]+`,
    changes: ['https://discord.com/api/webhooks/12345678/abcDEF', 'https://discord.com/api/webhooks/12345678/***'],
    leaves: 'https://example.com/hooks/deploy',
  },
  {
    name: 'hash of a password',
    hints: ['$2', '$argon2', '$scrypt', '$pbkdf2', 'pbkdf2_', 'scram-sha-', '$5$', '$6$', '$1$'],
    before: '',
    value: String.raw`\$(?:2[abxy]?\$\d\d|argon2(?:id?|d)|scrypt|pbkdf2[\w-]{0,20}|[156])\$[\w./+=,$-]{8,}|\bpbkdf2_\w{1,12}\$\d{1,8}\$[\w./+=$-]{8,}|\bSCRAM-SHA-\d{1,3}\$\d{1,8}:[\w./+=$:-]{8,}`,
    changes: [join('got $2y$12$', 'Lw8Rb2ns5HtGq0v1xC4dFaX6m7p8 back'), 'got *** back'],
    leaves: 'costs $5 and $6',
  },
];
