import { answer } from './answer.ts';
import { FaultPlan, type FaultScript } from './faults.ts';
import { PAGERDUTY_HOSTS } from './hosts.ts';
import type { Incident } from './incidents.ts';
import { type LoopbackOptions, listen, respond, send } from './loopback.ts';
import { type RecordedRequest, RequestLog } from './requests.ts';
import { type ChangeEvent, type StateOptions, startState } from './state.ts';
import { VIEWS, view } from './views.ts';

export type { Account, EscalationPolicy, Service, Token, User } from './account.ts';
export { exampleAccount } from './example-account.ts';
export type { Fault, FaultScript } from './faults.ts';
export type { Incident, LogEntry, Note } from './incidents.ts';
export type { RecordedRequest } from './requests.ts';
export type { ChangeEvent } from './state.ts';

export interface EmulatorOptions extends StateOptions, LoopbackOptions {}

export interface Emulator {
  /** Base URL without a slash at the end, e.g. `http://127.0.0.1:8070`; every API lies below it. */
  readonly url: string;
  /** All requests since the start or the last reset, oldest first, the emulator's own views left out. */
  readonly requests: readonly RecordedRequest[];
  /** All incidents, oldest first: a copy of the present state. */
  incidents(): Incident[];
  /** All change events, oldest first. */
  changes(): ChangeEvent[];
  /** Plans misbehaviour for the next requests; several scripts come one after the other. Throws a TypeError when a script is no fault. */
  fault(script: FaultScript | readonly FaultScript[]): void;
  /** Forgets the faults that are still to come. */
  mend(): void;
  /** Forgets incidents, requests, faults and rate limits. */
  reset(): void;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

/** Starts a PagerDuty on the loopback, which stands for the hosts of both regions unless `hosts` says otherwise. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const requests = new RequestLog();
  const faults = new FaultPlan();
  const { url, close } = await listen(
    { hosts: Object.values(PAGERDUTY_HOSTS).flat(), ...options },
    (call, response) => {
      if (call.path.startsWith(VIEWS) && !call.misdirected)
        return send(response, view({ state, requests, faults, reset }, call));
      return respond({ requests, faults }, call, response, () => answer(state, call));
    },
  );
  const state = startState(options, url);
  const reset = (): void => {
    state.incidents.length = 0;
    state.changes.length = 0;
    state.throttle.clear();
    state.restThrottle.clear();
    requests.all.length = 0;
    faults.clear();
  };
  return {
    url,
    requests: requests.all,
    incidents: () => structuredClone(state.incidents),
    changes: () => structuredClone(state.changes),
    fault: script => faults.add(script),
    mend: () => faults.clear(),
    reset,
    close,
  };
}
