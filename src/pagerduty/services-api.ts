import { textAt } from '../primitives/json.ts';
import { type Answered, listRest, mapAnswer, type RestContext } from './rest-api.ts';

/** A service as far as incidents need it. */
export interface FoundService {
  readonly id: string;
  /** The document as PagerDuty gave it. */
  readonly document: unknown;
}

/** The service whose name is `name`; undefined when the account shows none. Names differ in more than their case. */
export async function findService(name: string, context: RestContext): Promise<Answered<FoundService | undefined>> {
  // `name` finds the whole name, `query` parts of names; an account that does not know `name` ignores it.
  const exact = await listRest('services', { path: '/services', query: [['name', name]] }, context);
  const first = pickService(exact, name);
  if ('failure' in first || first.value !== undefined) return first;
  const similar = await listRest('services', { path: '/services', query: [['query', name]] }, context);
  return pickService({ ...similar, attempts: exact.attempts + similar.attempts }, name);
}

function pickService(answer: Answered<readonly unknown[]>, name: string): Answered<FoundService | undefined> {
  return mapAnswer(answer, services => {
    const named = (wanted: (text: string) => boolean): unknown =>
      services.find(service => wanted(textAt(service, ['name'])));
    const document = named(text => text === name) ?? named(text => text.toLowerCase() === name.toLowerCase());
    return document === undefined ? undefined : { id: textAt(document, ['id']), document };
  });
}
