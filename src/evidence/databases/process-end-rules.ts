import { NOT_FOUND_ELSEWHERE } from './process-end-languages.ts';
import type { ProcessEndRule } from './process-end-rule.ts';

/** The first rule that fits a line is the one. What never started comes first. */
export const PROCESS_END_RULES: readonly ProcessEndRule[] = [
  // POSIX shells: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_08_02
  {
    when: /^(?:\S{1,200}: (?:line )?(?:\d+: )?){0,2}(\S{1,200}: (?:command )?not found)$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /^(?:\S{1,200}: (?:line )?(?:\d+: )?){1,3}(\S{1,200}: (?:Permission denied|No such file or directory|cannot execute.*|Exec format error))$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  { when: /^\S{0,100}sh: (command not found: \S{1,200})$/, category: 'ConfigurationError', neverStarted: true },
  ...NOT_FOUND_ELSEWHERE,
  {
    when: /'(\S{1,100})' is not recognized as an internal or external command|The term '\S{1,100}' is not recognized/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /\b(exec(?:utable file)? .{0,120}(?:not found|no such file or directory|format error).*)$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // https://learn.microsoft.com/dotnet/core/runtime-discovery/troubleshoot-app-launch
  {
    when: /\b(The library '[^']{1,200}' required to execute the application was not found\b|You must install (?:or update )?\.NET to run this application)/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // Bundler: a gem is missing, the command was not started
  {
    when: /^(Could not find .{1,2000} in (?:locally installed gems|any of the sources).{0,200})$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  { when: /\b(error while loading shared libraries: .{1,300})$/, category: 'ConfigurationError', neverStarted: true },
  {
    when: /\b((?:Err)?ImagePull(?:BackOff)?\b.{0,200}|CannotPullContainerError[^"]{0,200}|ResourceInitializationError[^"]{0,300})(?:"|$)/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
  {
    when: /\b(Task failed to start|Cannot(?:Start|Create)Container(?:Error)?\b.{0,200}|CannotCreateVolumeError.{0,200}|CreateContainer(?:Config)?Error.{0,200}|(?:ContainerRuntime|Docker)TimeoutError: Could not transition to running.{0,200})$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /"?\bstopCode"?: "?(TaskFailedToStart)\b|"reason": "(RESOURCE:\w{1,30})"/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // Docker and docker compose, before the container ran.
  {
    when: /\bError response from daemon: ((?:pull access denied|manifest (?:for|unknown)|No such image|failed to (?:resolve|create (?:shim )?task)|OCI runtime create failed|network \S{1,100} not found).{0,300})$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // The same by Kubernetes.
  {
    when: /\b((?:failed to create (?:containerd|shim) task|OCI runtime create failed|failed to start container .{1,200}): .{1,400})$/i,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /\b(dependency failed to start: .{1,200})$/,
    category: 'ConnectionError',
    neverStarted: true,
  },
  // OpenSSH, before the command ran: https://github.com/openssh/openssh-portable
  {
    when: /^(ssh: (?:connect to host \S{1,200} port \d{1,5}|Could not resolve hostname \S{1,200}): .{1,200})$/,
    category: 'ConnectionError',
    neverStarted: true,
  },
  { when: /^(Host key verification failed\.?)$/, category: 'ConfigurationError', neverStarted: true },
  {
    when: /^(\S{1,200}: Permission denied \([a-z,-]{1,100}\)\.?)$/,
    category: 'PermissionError',
    neverStarted: true,
  },
  { when: /\b(kex_exchange_identification: .{1,200})$/, category: 'ConnectionError', neverStarted: true },
  // Helm's lock: https://github.com/helm/helm/blob/main/pkg/action/action.go
  {
    when: /\b(another operation \(install\/upgrade\/rollback\) is in progress)/,
    category: 'LockError',
    neverStarted: true,
  },
  // Fly.io's machine for the release command could not be made.
  {
    when: /\b(error creating an? release_command machine.{0,200})$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // The kernel's, a runtime's and an orchestrator's end of a process that ran.
  {
    when: /^(?:\S{1,200}: (?:line )?(?:\d+: )?\s*\d* ?)?((?:Killed|Terminated|Segmentation fault|Aborted)(?: \(core dumped\))?)(?:\s{2,}\S.*)?$/,
    category: 'DatabaseError',
  },
  { when: /\b(java\.lang\.OutOfMemoryError(?:: .{1,200})?)$/, category: 'DatabaseError' },
  {
    when: /\b(JavaScript heap out of memory|OutOfMemoryError: Container killed.{0,200}|OOMKilled|fatal error: runtime: out of memory)/,
    category: 'DatabaseError',
  },
  { when: /^\s*(MemoryError)$/, category: 'DatabaseError' },
  { when: /\b(signal: killed)$/, category: 'DatabaseError' },
  // Helm says how a hook ended, in one line, or in a list below it: https://helm.sh/docs/topics/charts_hooks/
  {
    when: /\b((?:UPGRADE|INSTALLATION|ROLLBACK) FAILED: .{0,200}\b(?:timed out\b|DeadlineExceeded|deadline exceeded).{0,100})$/,
    category: 'TimeoutError',
  },
  {
    when: /\b((?:UPGRADE|INSTALLATION|ROLLBACK) FAILED: (?:(?:pre|post)-\w{1,10} hooks? failed|failed (?:pre|post)-\w{1,10})(?:: .{0,300}[^:\s])?)$/,
    category: 'DatabaseError',
  },
  { when: /^\s*\*\s((?:job|pod) \S{1,200} failed: .{1,200})$/, category: 'DatabaseError' },
  { when: /\b(BackoffLimitExceeded\b.{0,200}|Job has reached the specified backoff limit)/, category: 'DatabaseError' },
  { when: /\b(DeadlineExceeded\b.{0,200}|Job was active longer than specified deadline)/, category: 'TimeoutError' },
  { when: /\b(context deadline exceeded)\b/, category: 'TimeoutError' },
  { when: /\b(timed out waiting for the condition(?: on \S{1,200})?)/, category: 'TimeoutError' },
  // Who asks for the log of a container that is not there yet gets no reason.
  {
    when: /^(Error from server \(BadRequest\): .{1,300} is waiting to start: (?:ContainerCreating|PodInitializing))$/,
    category: 'DatabaseError',
    vague: true,
  },
  { when: /^(Error from server \(\w{1,40}\): .{1,300})$/, category: 'ConfigurationError' },
  { when: /\b(CrashLoopBackOff|Back-off restarting failed container)\b/, category: 'DatabaseError' },
  // The task of ECS may still run. https://docs.aws.amazon.com/cli/latest/reference/ecs/wait/tasks-stopped.html
  { when: /\b(Waiter TasksStopped failed: .{1,200})$/, category: 'TimeoutError' },
  { when: /\b(Essential container in task exited)\b/, category: 'DatabaseError', vague: true },
  { when: /\b(?:Stopped reason|stoppedReason)"?: "?(.{3,300}?)"?,?$/, category: 'DatabaseError' },
  { when: /\bstopCode"?: "?(EssentialContainerExited)\b/, category: 'DatabaseError', vague: true },
  // The connection broke while the command ran; the command may still run.
  {
    when: /^(client_loop: send disconnect: .{1,100}|Connection to \S{1,200} closed by remote host\.?|Timeout, server \S{1,200} not responding\.?)$/,
    category: 'ConnectionError',
  },
  {
    when: /\b(service "\S{1,100}" didn't complete successfully: exit \d{1,3})$/,
    category: 'DatabaseError',
    vague: true,
  },
  // Release phases: https://fly.io/docs/reference/configuration/#run-one-off-commands-before-releasing-a-deployment
  // and https://devcenter.heroku.com/articles/release-phase
  {
    when: /\b(release[_ ]command (?:failed running on|machine \S{1,60} exited|failed - aborting).{0,200})$/,
    category: 'DatabaseError',
    vague: true,
  },
  { when: /\b(Waiting for release\.* failed)\b/, category: 'DatabaseError', vague: true },
  { when: /\b((?:exited with|exit) (?:code|status) (?:137|143|139|134))\b/, category: 'DatabaseError' },
];
