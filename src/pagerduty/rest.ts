// What asks PagerDuty's REST API, in one piece: it is loaded only where there is a token for it.
export { lookUpIncident } from './incident-lookup.ts';
export { deliverByRest } from './rest-delivery.ts';
