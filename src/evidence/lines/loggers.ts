import type { Prefix } from './prefix.ts';

const LEVEL =
  '(?<level>TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|FINE|FINER|FINEST|CONFIG|trace|debug|info|notice|warn|warning|error|fatal|critical)';
const LEADS = / |[A-Za-z]/;
const CLASS = '(?<logger>[\\w$]{1,80}(?:\\.[\\w$-]{1,80}){0,12})';
const DOTTED = '(?<logger>[\\w$]{1,80}(?:\\.[\\w$-]{1,80}){1,12})';
const LONG_CLASS = '(?<logger>[\\w$]{1,80}(?:\\.[\\w$]{1,80}){2,12})';

/** The layouts of loggers without their stamps. The level alone is none: `ERROR: …` may be a tool's own word. */
export const LOGGERS: readonly Prefix[] = [
  // Maven, sbt, Elixir, Symfony: `[INFO] `
  { starts: /\[/, pattern: new RegExp(`^\\[ ?${LEVEL} {0,2}\\](?: |$)`) },
  // Cloud Logging as gcloud shows it, the level before the time: `DEFAULT 2024-04-15T16:19:01.054065Z `
  {
    starts: /[A-Z]/,
    pattern: new RegExp(
      `^(?:DEFAULT|${LEVEL}|ALERT|EMERGENCY) {1,4}\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z(?: |$)`,
    ),
  },
  // NLog: `[Info] Some.Class: `
  {
    starts: /\[/,
    pattern: /^\[(?<level>Trace|Debug|Info|Warn|Error|Fatal)\] (?<logger>[A-Za-z_]\w{0,80}(?:\.\w{1,80}){0,12}): /,
  },
  // Spring Boot: `INFO 1 --- [app] [main] o.f.core.Class   : `
  {
    starts: LEADS,
    pattern: new RegExp(
      `^ {0,4}${LEVEL} {1,4}(?:\\[[^\\]]{0,120}\\] )?\\d{1,9} --- (?:\\[[^\\]]{0,120}\\] {0,2}){0,4}(?<logger>\\S{1,120}) {0,80}:(?: |$)`,
    ),
  },
  // `INFO    [main        ] some.Class : `
  { starts: LEADS, pattern: new RegExp(`^ {0,4}${LEVEL} {1,4}\\[[^\\]]{1,120}\\] ${DOTTED} {1,80}:(?: |$)`) },
  {
    starts: LEADS,
    pattern: new RegExp(`^ {0,4}${LEVEL} {1,4}\\[[^\\]]{1,120}\\] \\[(?<logger>[A-Za-z][\\w.$-]{1,120})\\](?: |$)`),
  },
  // logback, log4j, log4net: `[main] INFO  some.Class - `, `INFO [main] some.Class - `, `INFO some.Class:12 - `
  {
    starts: /\[/,
    pattern: new RegExp(
      `^(?:\\[[^\\]]{0,120}\\] ?){1,3} {0,2}${LEVEL} {1,4}${CLASS}(?: \\[[^\\]]{0,120}\\])? -(?: |$)`,
    ),
  },
  {
    starts: LEADS,
    pattern: new RegExp(
      `^ {0,4}${LEVEL} {1,4}(?:\\[[^\\]]{0,120}\\] )?${CLASS}(?:\\([\\w$]{1,80}\\))?(?::\\d{1,6})?(?: \\[[^\\]]{0,120}\\])? -(?: \\{[^{}]{0,300}\\} -)?(?: |$)`,
    ),
  },
  // Quarkus, WildFly: `INFO  [liq.command] (main) `
  {
    starts: LEADS,
    pattern: new RegExp(`^ {0,4}${LEVEL} {1,4}\\[(?<logger>[^\\]\\s]{1,120})\\] \\([^):/.]{1,120}\\) `),
  },
  // java.util.logging in Tomcat: `INFO [main] some.long.Class.method `
  { starts: LEADS, pattern: new RegExp(`^ {0,4}${LEVEL} {1,4}\\[[^\\]]{1,120}\\] ${LONG_CLASS}(?: |$)`) },
  // Python's logging as Alembic and Flask-Migrate set it up: `ERROR [flask_migrate] `
  { starts: LEADS, pattern: new RegExp(`^ {0,4}${LEVEL} {1,4}\\[(?<logger>[A-Za-z_][\\w.]{1,120})\\]:?(?: |$)`) },
  // Python: `some.logger - ERROR - `, `ERROR:root:`, `ERROR in app: `, celery, gunicorn
  { starts: /[-A-Za-z_]/, pattern: new RegExp(`^(?:- )?(?<logger>[A-Za-z_][\\w.]{0,120}) - ${LEVEL} -(?: |$)`) },
  { starts: /[DIWEC]/, pattern: /^(?<level>DEBUG|INFO|WARNING|ERROR|CRITICAL):(?<logger>[A-Za-z_][\w.]{0,120}):/ },
  { starts: /[DIWEC]/, pattern: /^(?<level>DEBUG|INFO|WARNING|ERROR|CRITICAL) in (?<logger>\w{1,80}): / },
  { starts: LEADS, pattern: new RegExp(`^ {0,4}${LEVEL} {1,4}(?<logger>[\\w.]{1,120}) ::(?: |$)`) },
  { starts: /\[/, pattern: new RegExp(`^\\[[^\\]]{19,40}: ${LEVEL}/[\\w-]{1,40}\\](?: |$)`) },
  { starts: /\[/, pattern: new RegExp(`^\\[\\d{1,9}\\] \\[${LEVEL}\\](?: |$)`) },
  // Monolog: `production.ERROR: `
  {
    starts: /[a-z]/,
    pattern: /^[a-z][\w-]{0,40}\.(?<level>DEBUG|INFO|NOTICE|WARNING|ERROR|CRITICAL|ALERT|EMERGENCY): /,
  },
  // Ruby's Logger: `I, [2023-09-19T10:54:52.627984 #16]  INFO -- : `
  {
    starts: /[DIWEFA]/,
    pattern: /^[DIWEFA], \[[\d:.T -]{15,40} ?#\d{1,9}\] {1,2}(?<level>[A-Z]{3,5}) -- (?<logger>[\w:]{0,80}):(?: |$)/,
  },
  // Rust's tracing behind its stamp: ` INFO sea_orm_migration::migrator: `
  { starts: LEADS, pattern: new RegExp(`^ {0,2}${LEVEL} (?<logger>\\w{1,80}(?:::\\w{1,80}){1,8}): `) },
  // Rust's env_logger, Serilog's console, GlassFish
  { starts: /\[/, pattern: new RegExp(`^\\[[\\d:.TZ-]{15,40} ${LEVEL} {1,4}(?<logger>[\\w:]{1,120})\\](?: |$)`) },
  { starts: /\[/, pattern: /^\[[\d:. +-]{8,40} (?<level>VRB|DBG|INF|WRN|ERR|FTL)\](?: |$)/ },
  {
    starts: /\[/,
    pattern: new RegExp(
      `^\\[[^\\]]{0,60}\\] \\[${LEVEL}\\] \\[[^\\]]{0,60}\\] \\[(?<logger>[^\\]]{0,120})\\] (?:\\[[^\\]]{0,120}\\] ){1,6}\\[\\[$`,
    ),
  },
  {
    starts: /\[/,
    pattern: new RegExp(
      `^\\[[^\\]]{0,60}\\] \\[[^\\]]{0,60}\\] \\[${LEVEL}\\] \\[[^\\]]{0,60}\\] \\[(?<logger>[^\\]]{0,120})\\] (?:\\[[^\\]]{0,120}\\] ){1,6}\\[\\[$`,
    ),
  },
  // NLog: `ERROR|Some.Class|`
  { starts: /[A-Z]/, pattern: new RegExp(`^${LEVEL}\\|(?<logger>[\\w.+]{1,120})\\|`) },
  // Go: `main.go:23: `, klog, zap's console
  { starts: /[\w./ ]/, pattern: /^ {0,8}(?:[\w.@-]{0,80}\/){0,12}[\w.-]{1,80}\.go:\d{1,6}: / },
  {
    starts: /[IWEF]/,
    pattern: /^(?<level>[IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6} {1,8}\d{1,9} [\w.-]{1,80}:\d{1,6}\](?: |$)/,
  },
  {
    starts: /[DIWEPF]/,
    pattern:
      /^(?<level>DEBUG|INFO|WARN|ERROR|DPANIC|PANIC|FATAL)\t(?:[\w.-]{1,80}\t)?(?:[\w./@-]{1,160}\.go:\d{1,6}\t)?/,
  },
  // zerolog's console, logrus on a terminal
  { starts: /[A-Z]/, pattern: /^(?<level>TRC|DBG|INF|WRN|ERR|FTL|PNC) (?:[\w./-]{1,160}\.go:\d{1,6} > )?/ },
  {
    starts: /[A-Z]/,
    pattern: /^(?<level>TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[[^\]\s]{1,40}\] ?(?:[\w.-]{1,80}\.go:\d{1,6} \w{1,80} )?/,
  },
  // Liquibase 3: `SEVERE 5/21/15 2:47 PM: liquibase: `
  {
    starts: /[A-Z]/,
    pattern: new RegExp(`^${LEVEL} \\d{1,2}/\\d{1,2}/\\d{2,4},? \\d{1,2}:\\d\\d [AP]M: (?<logger>liquibase): `),
  },
  // signale: `[Global   ] › ✖  error     `
  { starts: /\[/, pattern: /^\[[^\]]{1,60}\] › \S{1,4} {1,4}(?<level>[a-z]{3,8}) {1,12}/ },
];
