// What asks PagerDuty's REST API, in one piece: it is loaded only where there is a token for it.
export { followUp } from './follow-up.ts';
export { deliverByRest } from './incident-delivery.ts';
