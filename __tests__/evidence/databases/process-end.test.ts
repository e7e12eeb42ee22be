import { expect, test } from '@jest/globals';
import { findProcessEnd } from '../../../src/evidence/databases/databases.ts';

test.each([
  ['/entrypoint.sh: line 3: flyway: command not found', 'flyway: command not found', 'ConfigurationError', true],
  ['sh: 1: alembic: not found', 'alembic: not found', 'ConfigurationError', true],
  ['bash: ./migrate.sh: Permission denied', './migrate.sh: Permission denied', 'ConfigurationError', true],
  [
    "A fatal error was encountered. The library 'hostpolicy.dll' required to execute the application was not found in 'D:\\a\\1\\s\\'.",
    "The library 'hostpolicy.dll' required to execute the application was not found",
    'ConfigurationError',
    true,
  ],
  ['Killed', 'Killed', 'DatabaseError', false],
  [
    'Error: failed to create containerd task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: permission denied',
    'failed to create containerd task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: permission denied',
    'ConfigurationError',
    true,
  ],
  ['/run.sh: line 9:    42 Killed                  confiture migrate up', 'Killed', 'DatabaseError', false],
  [
    'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
    'java.lang.OutOfMemoryError: Java heap space',
    'DatabaseError',
    false,
  ],
  ['failed to run: context deadline exceeded', 'context deadline exceeded', 'TimeoutError', false],
  [
    'Error: UPGRADE FAILED: pre-upgrade hooks failed: timed out waiting for the condition',
    'UPGRADE FAILED: pre-upgrade hooks failed: timed out waiting for the condition',
    'TimeoutError',
    false,
  ],
  [
    'db-migrate Failed PreSync Job has reached the specified backoff limit',
    'Job has reached the specified backoff limit',
    'DatabaseError',
    false,
  ],
  // Helm
  [
    'Error: UPGRADE FAILED: pre-upgrade hooks failed: job failed: BackoffLimitExceeded',
    'UPGRADE FAILED: pre-upgrade hooks failed: job failed: BackoffLimitExceeded',
    'DatabaseError',
    false,
  ],
  [
    'Error: INSTALLATION FAILED: failed pre-install: job failed: DeadlineExceeded',
    'INSTALLATION FAILED: failed pre-install: job failed: DeadlineExceeded',
    'TimeoutError',
    false,
  ],
  [
    'Error: UPGRADE FAILED: pre-upgrade hooks failed',
    'UPGRADE FAILED: pre-upgrade hooks failed',
    'DatabaseError',
    false,
  ],
  [
    '\t* job shop-migrate failed: BackoffLimitExceeded',
    'job shop-migrate failed: BackoffLimitExceeded',
    'DatabaseError',
    false,
  ],
  [
    'Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress',
    'another operation (install/upgrade/rollback) is in progress',
    'LockError',
    true,
  ],
  // Kubernetes
  [
    'error: timed out waiting for the condition on jobs/migrate',
    'timed out waiting for the condition on jobs/migrate',
    'TimeoutError',
    false,
  ],
  [
    'job.batch/migrate failed: BackoffLimitExceeded: Job has reached the specified backoff limit',
    'BackoffLimitExceeded: Job has reached the specified backoff limit',
    'DatabaseError',
    false,
  ],
  [
    'Error from server (Forbidden): jobs.batch is forbidden: User "ci" cannot create resource "jobs"',
    'Error from server (Forbidden): jobs.batch is forbidden: User "ci" cannot create resource "jobs"',
    'ConfigurationError',
    false,
  ],
  ['migrate-x7k2p   0/1   CrashLoopBackOff   4   2m', 'CrashLoopBackOff', 'DatabaseError', false],
  ['  Warning  Failed  Error: ImagePullBackOff', 'ImagePullBackOff', 'ConfigurationError', true],
  ['migrate-x7k2p   0/1   CreateContainerConfigError', 'CreateContainerConfigError', 'ConfigurationError', true],
  // Amazon ECS
  [
    '    "stoppedReason": "Essential container in task exited",',
    'Essential container in task exited',
    'DatabaseError',
    false,
    true,
  ],
  [
    '"stoppedReason": "CannotPullContainerError: pull image manifest has been retried 5 time(s)',
    'CannotPullContainerError: pull image manifest has been retried 5 time(s)',
    'ConfigurationError',
    true,
  ],
  ['    "stopCode": "TaskFailedToStart",', 'TaskFailedToStart', 'ConfigurationError', true],
  ['            "reason": "RESOURCE:MEMORY"', 'RESOURCE:MEMORY', 'ConfigurationError', true],
  [
    'Waiter TasksStopped failed: Max attempts exceeded',
    'Waiter TasksStopped failed: Max attempts exceeded',
    'TimeoutError',
    false,
  ],
  // OpenSSH
  [
    'ssh: connect to host db.acme.example port 22: Connection refused',
    'ssh: connect to host db.acme.example port 22: Connection refused',
    'ConnectionError',
    true,
  ],
  [
    'deploy@db.acme.example: Permission denied (publickey).',
    'deploy@db.acme.example: Permission denied (publickey).',
    'PermissionError',
    true,
  ],
  ['Host key verification failed.', 'Host key verification failed.', 'ConfigurationError', true],
  ['client_loop: send disconnect: Broken pipe', 'client_loop: send disconnect: Broken pipe', 'ConnectionError', false],
  [
    'Connection to 10.0.0.7 closed by remote host.',
    'Connection to 10.0.0.7 closed by remote host.',
    'ConnectionError',
    false,
  ],
  // Docker
  [
    'service "migrate" didn\'t complete successfully: exit 3',
    'service "migrate" didn\'t complete successfully: exit 3',
    'DatabaseError',
    false,
    true,
  ],
  [
    'dependency failed to start: container shop-db-1 is unhealthy',
    'dependency failed to start: container shop-db-1 is unhealthy',
    'ConnectionError',
    true,
  ],
  [
    'docker: Error response from daemon: pull access denied for acme/shop, repository does not exist',
    'pull access denied for acme/shop, repository does not exist',
    'ConfigurationError',
    true,
  ],
  // Release phases
  [
    'Error: release command failed - aborting deployment. error release_command machine 784e677f2265d8 exited with non-zero status of 1',
    'release command failed - aborting deployment. error release_command machine 784e677f2265d8 exited with non-zero status of 1',
    'DatabaseError',
    false,
    true,
  ],
  [
    'Error release_command failed running on machine 86ed05ae224218 with exit code 1.',
    'release_command failed running on machine 86ed05ae224218 with exit code 1.',
    'DatabaseError',
    false,
    true,
  ],
  [
    'Error: error creating a release_command machine: failed to launch VM: EOF',
    'error creating a release_command machine: failed to launch VM: EOF',
    'ConfigurationError',
    true,
  ],
  ['Waiting for release.... failed.', 'Waiting for release.... failed', 'DatabaseError', false, true],
])('%j', (...row) => {
  const [line, text, category, neverStarted, vague] = row;
  expect(findProcessEnd([{ text: 'Migrating' }, { text: line }])).toEqual({
    text,
    category,
    neverStarted,
    ...(vague === undefined ? {} : { vague }),
    at: 1,
  });
});

test.each([
  'Waiting for release.... done.',
  'Connection to 10.0.0.7 closed.',
  'job.batch/migrate condition met',
  '1 error occurred:',
  'release_command completed successfully',
  'Error response from daemon: No such container: migrate',
  'Killed 3 stale sessions',
  'file not found in cache, fetching',
  'Migrating',
])('%j is no end', text => {
  expect(findProcessEnd([{ text }])).toBeUndefined();
});
