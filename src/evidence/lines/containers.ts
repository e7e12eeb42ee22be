import type { Prefix } from './prefix.ts';

/** What runners of containers, packages and builds put before the lines of each, where one line is enough to know it. */
export const CONTAINERS: readonly Prefix[] = [
  // docker compose 1 and 2, foreman, docker service logs: `name-1  | `, `name_1 | `, `web.1   | `, `shop.1.id@node  | `
  {
    starts: /[A-Za-z0-9]/,
    pattern: /^(?<name>[A-Za-z0-9][\w.-]{0,100}[-_.]\d{1,3}(?:\.\w{1,40}@[\w.-]{1,80})?) {1,80}\|(?: |$)/,
  },
  // pm2: `5|backend  | `
  { starts: /\d/, pattern: /^\d{1,3}\|(?<name>[\w.@/-]{1,80}) {0,80}\|(?: |$)/ },
  // kubectl logs --prefix
  { starts: /\[/, pattern: /^\[(?<name>(?:pod|container)\/[^\]\s]{1,200})\](?: |$)/ },
  // stern, of a Deployment's pod: `name-5d9c7b8f6d-x2k4p container `
  {
    starts: /[a-z0-9]/,
    pattern:
      /^(?<name>[a-z0-9][a-z0-9.-]{0,80}-[a-f0-9]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5} [a-z0-9][a-z0-9-]{0,60})(?: |$)/,
  },
  // BOSH
  { starts: /[A-Za-z0-9]/, pattern: /^(?<name>[\w.-]{1,100}\/[0-9a-f-]{36}): (?:stdout|stderr) \|(?: |$)/ },
  // A container runtime's own files (CRI)
  { starts: /s/, pattern: /^(?:stdout|stderr) [FP](?: |$)/ },
  // Heroku and Fly, behind a stamp
  { starts: /[ah]/, pattern: /^(?:app|heroku)\[(?<name>[\w.-]{1,60})\]:(?: |$)/ },
  { starts: /[apr]/, pattern: /^(?:app|proxy|runner)\[(?<name>\w{1,40})\] [a-z]{3} \[(?<level>\w{1,10})\] ?/ },
  // aws logs tail, of a task of ECS: the prefix of its stream, the container, the task
  { starts: /[A-Za-z0-9]/, pattern: /^(?<name>[\w.-]{1,80}\/[\w.-]{1,80})\/[0-9a-f]{32}(?: |$)/ },
  // Google Cloud Build
  { starts: /S/, pattern: /^Step #\d{1,3}(?: - "(?<name>[^"]{1,80})")?:(?: |$)/ },
  // BuildKit
  { starts: /#/, pattern: /^#\d{1,4} (?:\d{1,6}\.\d{1,3}(?: |$)|(?=\[|ERROR|CACHED|DONE))/ },
  // Earthly: `   +migrate | `, and once more behind a failure: `   +migrate *failed* | `
  {
    starts: /[ +./\w]/,
    pattern: /^ {0,60}(?<name>[\w.@/-]{0,160}\+[a-z][\w-]{0,60})(?: \*\w{1,20}\*){0,2} \|(?: |$)/,
  },
  // Fly.io's release command on its first platform; a row of a table ends in a bar, too
  { starts: / /, pattern: /^ {2}\|(?: (?![^\n]*\|$)|$)/ },
  // git push, Kamal
  { starts: /r/, pattern: /^remote:(?: |$)/ },
  { starts: /d/, pattern: /^docker std(?:out|err): / },
  // Capistrano, the number of its command
  { starts: / /, pattern: /^ {6}0\d(?: |$)/ },
  // turbo and lerna, of a package with a scope: `@acme/db:migrate: `
  { starts: /@/, pattern: /^(?<name>@[\w.-]{1,80}\/[\w.-]{1,80}(?:[:#][\w.:-]{1,80}?)?):(?: |$)/ },
  // pnpm -r: `packages/db migrate: `, `packages/db migrate$ command`
  { starts: /[A-Za-z.]/, pattern: /^(?<name>(?:[\w.@-]{1,60}\/){1,6}[\w.@-]{1,60} [a-z][\w:-]{0,40})(?::(?: |$)|\$ )/ },
  // Terraform
  { starts: /[a-z]/, pattern: /^(?<name>[\w.[\]"-]{1,120}) \((?:local|remote)-exec\):(?: |$)/ },
  // django-tenants: `[1/2 (50%) standard:acme] `
  { starts: /\[/, pattern: /^\[(?:\d{1,6}\/\d{1,6} \(\d{1,3}%\) )?(?<turn>[A-Za-z]\w{0,40}:[\w.-]{1,80})\](?: |$)/ },
  // A terminal's name before the stamp of what ran in it
  { starts: /[A-Za-z]/, pattern: /^[A-Za-z][\w.-]{0,40}> (?=\d{4}[-/]\d\d[-/]\d\d)/ },
];
