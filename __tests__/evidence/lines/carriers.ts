/** What may stand before every line of a tool's output, or around it. */
export interface Carrier {
  readonly name: string;
  /** `line` as the carrier prints it; `at` counts the lines from 0. */
  readonly carry: (line: string, at: number) => string;
  /** One line does not tell it: it takes several. */
  readonly needsLines?: true;
}

const two = (at: number): string => String(at % 60).padStart(2, '0');
const clock = (at: number): string => `${two(Math.floor(at / 3_600) % 24)}:${two(Math.floor(at / 60))}:${two(at)}`;

const prefix = (name: string, text: string | ((at: number) => string)): Carrier => ({
  name,
  carry: (line, at) => (typeof text === 'string' ? text : text(at)) + line,
});
const shared = (name: string, text: string | ((at: number) => string)): Carrier => ({
  ...prefix(name, text),
  needsLines: true,
});
const record = (name: string, wrap: (line: string, at: number) => object): Carrier => ({
  name,
  carry: (line, at) => JSON.stringify(wrap(line, at)),
});

/** Every stamp, container, build tool and logger that we know, and some that nobody named. */
export const CARRIERS: readonly Carrier[] = [
  prefix('the runner', at => `2026-11-23T${clock(at)}.1234567Z `),
  prefix('gh run view', at => `migrate\tRun the migration\t2026-11-23T${clock(at)}.1234567Z `),
  prefix('Earthly', '           +migrate | '),
  prefix('Earthly, of a folder', '  ./services/db+migrate | '),
  prefix('Earthly, as it repeats a failure', '           +migrate *failed* | '),
  prefix("Fly.io's first platform", '  | '),
  prefix("Rust's tracing", at => `2026-11-23T${clock(at)}.123456Z  INFO shop_migration::migrator: `),
  prefix('Cloud Logging', at => `${['DEFAULT', 'INFO', 'ERROR'][at % 3]} 2024-04-15T${clock(at)}.054065Z `),
  prefix(
    'log4j with a method and a context',
    at => `2021-12-29 ${clock(at)} INFO o.f.c.i.l.s.Slf4jLog(info):49 - {root=/workspace/server/logs} - `,
  ),
  prefix('ISO stamp with an offset', at => `2026-11-23T${clock(at)}+02:00 `),
  prefix('ISO stamp and a colon', at => `2026-11-23T${clock(at)}: `),
  prefix('date and time', at => `2026-05-01 ${clock(at)} `),
  prefix('date and time with a fraction', at => `2026-05-01 ${clock(at)}.123 `),
  prefix('date and time with a zone', at => `2026-05-01 ${clock(at)},123 UTC `),
  prefix('date and time in brackets', at => `[2026-05-01 ${clock(at)}] `),
  prefix('time', at => `${clock(at)} `),
  prefix('time in brackets', at => `[${clock(at)}] `),
  prefix('Go log', at => `2026/05/01 ${clock(at)} `),
  prefix('Go log with a file', at => `2026/05/01 ${clock(at)} main.go:${at + 1}: `),
  prefix('go test', at => `store_test.go:${at + 1}: `),
  shared('a date and a bar', at => `Tue, Mar 14 2023 ${clock(at)} am | `),
  prefix('syslog', at => `May  1 ${clock(at)} web-1 migrate[123]: `),
  prefix('journald', at => `2026-05-01T${clock(at)}+0000 web-1 migrate[123]: `),
  prefix('RFC 5424', at => `<34>1 2026-05-01T${clock(at)}.003Z web migrate 12 ID47 - `),
  prefix('TeamCity', at => `[${clock(at)}][Step 1/2] `),
  prefix('docker compose 2', 'migrate-1  | '),
  prefix('docker compose 1', 'shop_migrate_1     | '),
  shared('docker compose with container_name', 'shopdesks | '),
  prefix('docker compose -t', at => `migrate-1  | 2026-05-01T${clock(at)}.123456789Z `),
  prefix('docker compose with colours', '\u001b[36mmigrate-1  | \u001b[0m'),
  prefix('docker service logs', 'shop_migrate.1.x2k4p9q8w7e6@node-1    | '),
  prefix('foreman', at => `${clock(at)} web.1   | `),
  shared('overmind', 'migrate | '),
  prefix('heroku', at => `2026-05-01T${clock(at)}.123456+00:00 app[release.1]: `),
  prefix('fly', at => `2026-05-01T${clock(at)}Z app[148ed193] ams [info] `),
  prefix('kubectl logs --prefix', '[pod/migrate-5d9c7/migrate] '),
  prefix('kubectl logs --timestamps', at => `2026-05-01T${clock(at)}.101509392Z `),
  prefix('a container runtime', at => `2026-05-01T${clock(at)}.101509392Z stderr F `),
  prefix('stern of a deployment', 'shop-5d9c7b8f6d-x2k4p migrate '),
  shared('stern of a job', 'shop-migrate-x2k4p migrate '),
  prefix('Cloud Build', 'Step #2 - "migrate": '),
  shared('moon', 'api:migrate | '),
  prefix('a task of ECS', at => `2026-05-01T${clock(at)} migrate/app/0123456789abcdef0123456789abcdef `),
  prefix('ECS', at => `2026-05-01T${clock(at)}.123000+00:00 ecs/migrate/0123456789abcdef0123456789abcdef `),
  prefix('BOSH', 'shopserver/4f7d12c9-80ab-4c36-9e51-27d0b3a8e614: stdout | '),
  prefix('BuildKit', at => `#10 ${at}.447 `),
  prefix('git push', 'remote: '),
  prefix('Terraform', 'null_resource.migrate (local-exec): '),
  prefix('pm2', '5|backend-server  | '),
  prefix('turbo', '@acme/db:migrate: '),
  prefix('Capistrano', '      01 '),
  prefix('NLog', '[Info] NzbDrone.Core.Migrator: '),
  prefix('Render', at => `Aug 8 ${clock(at)} AM `),
  shared('turbo without a scope', 'shop-db:migrate: '),
  prefix('pnpm -r', 'packages/db migrate: '),
  prefix('lerna', '@acme/db: '),
  shared('lerna without a scope', 'shop-db: '),
  shared('a job and a colon', 'migrate-job: '),
  shared('concurrently', '[0] '),
  shared('concurrently with names', '[db-migrate] '),
  prefix('django-tenants', '[1/2 (50%) standard:acme] '),
  prefix('Maven', '[INFO] '),
  prefix('Maven with colours', '[\u001b[1;31mERROR\u001b[m] '),
  prefix('sbt', '[info] '),
  prefix(
    'Spring Boot',
    at => `2026-05-01 ${clock(at)}.120  INFO 1 --- [           main] o.f.core.internal.command.DbMigrate     : `,
  ),
  prefix(
    'Spring Boot 3',
    at => `2026-05-01T${clock(at)}.120+07:00 ERROR 1 --- [shop] [           main] o.f.core.Flyway : `,
  ),
  prefix('Quarkus', at => `2026-05-01 ${clock(at)},301 INFO  [org.fly.cor.int.com.DbMigrate] (main) `),
  prefix('logback', at => `${clock(at)}.123 [main] INFO  org.flywaydb.core.Flyway - `),
  prefix('logback with a date', at => `2026-05-01 ${clock(at)}.123 [main] ERROR o.f.c.Flyway - `),
  prefix('log4j', at => `2026-05-01 ${clock(at)},123 ERROR [main] org.flywaydb.core.Flyway - `),
  prefix('log4j without a thread', at => `2026-05-01 ${clock(at)},123 INFO  org.flywaydb.core.Flyway - `),
  prefix('log4net', at => `2026-05-01 ${clock(at)},123 [1] INFO  Shop.Migrator - `),
  prefix('NLog', at => `2026-05-01 ${clock(at)}.1234|INFO|Shop.Migrator|`),
  prefix('Tomcat', at => `14-Sep-2026 ${clock(at)}.711 INFO [main] org.flywaydb.core.Flyway.migrate `),
  prefix("Python's logging", at => `2026-05-01 ${clock(at)},123 - shop.db - INFO - `),
  prefix("Python's logging, plain", 'INFO:shop.db:'),
  prefix('Flask-Migrate', 'ERROR [flask_migrate] '),
  prefix('Flask', at => `[2026-05-01 ${clock(at)},123] ERROR in app: `),
  prefix('celery', at => `[2026-05-01 ${clock(at)},123: INFO/MainProcess] `),
  prefix('gunicorn', at => `[2026-05-01 ${clock(at)} +0000] [7] [INFO] `),
  prefix('Monolog', at => `[2026-05-01 ${clock(at)}] production.INFO: `),
  prefix("Ruby's Logger", at => `I, [2026-05-01T${clock(at)}.627984 #16]  INFO -- : `),
  prefix('Elixir', at => `${clock(at)}.529 [info] `),
  prefix('env_logger', at => `[2026-05-01T${clock(at)}Z INFO  refinery_core::traits::sync] `),
  prefix('Serilog', at => `[${clock(at)} INF] `),
  prefix('klog', at => `I0501 ${clock(at)}.123456       1 main.go:12] `),
  prefix('zap', at => `2026-05-01T${clock(at)}.123Z\tINFO\tcmd/main.go:12\t`),
  prefix('zerolog', at => `2026-05-01T${clock(at)}-07:00 INF `),
  prefix('logrus', 'INFO[0001] '),
  {
    name: 'logfmt',
    carry: (line, at) => `time="2026-05-01T${clock(at)}Z" level=info msg=${JSON.stringify(line)} id=4`,
  },
  record('slog', (msg, at) => ({ time: `2026-05-01T${clock(at)}.112Z`, level: 'INFO', msg, attempt: 1 })),
  record('zap in JSON', msg => ({ level: 'error', ts: 1714557600.123, caller: 'cmd/main.go:12', msg })),
  record('zerolog in JSON', message => ({ level: 'info', time: 1714557600, message })),
  record('pino', msg => ({ level: 30, time: 1714557600123, pid: 7, hostname: 'web', msg })),
  record('bunyan', msg => ({
    name: 'shop',
    hostname: 'web',
    pid: 7,
    level: 50,
    msg,
    time: '2026-05-01T10:00:00Z',
    v: 0,
  })),
  record('winston', message => ({ level: 'info', message })),
  record('logstash', message => ({
    '@timestamp': '2026-05-01T10:00:00Z',
    message,
    logger_name: 'o.f.Flyway',
    level: 'INFO',
  })),
  record('log4j in JSON', message => ({
    instant: { epochSecond: 1 },
    thread: 'main',
    level: 'INFO',
    loggerName: 'o.f',
    message,
  })),
  record('Elastic', message => ({
    '@timestamp': '2026-05-01T10:00:00Z',
    'log.level': 'INFO',
    message,
    'ecs.version': '1.2.0',
  })),
  record('Serilog in JSON', text => ({ '@t': '2026-05-01T10:00:00Z', '@m': text, '@l': 'Error' })),
  record('.NET console in JSON', Message => ({
    Timestamp: '10:00:00',
    EventId: 20402,
    LogLevel: 'Information',
    Category: 'Shop',
    Message,
  })),
  record('structlog', event => ({ event, level: 'info', timestamp: '2026-05-01T10:00:00Z' })),
  record('Django in JSON', message => ({ asctime: '2026-05-01 10:00:00', levelname: 'INFO', name: 'shop', message })),
  record('tracing', message => ({
    timestamp: '2026-05-01T10:00:00Z',
    level: 'INFO',
    fields: { message },
    target: 'shop',
  })),
  record('GELF', short_message => ({ version: '1.1', host: 'web', short_message, level: 6, timestamp: 1 })),
  record("Docker's file", line => ({ log: `${line}\n`, stream: 'stdout', time: '2026-05-01T10:00:00Z' })),
];

/** `text` with the carrier before or around every line; the empty rest behind the last line end stays as it is. */
export function carryAll({ carry }: Carrier, text: string): string {
  const lines = text.split('\n');
  return lines.map((line, at) => (at === lines.length - 1 && line === '' ? '' : carry(line, at))).join('\n');
}
