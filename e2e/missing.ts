/** What a tool needs and this machine cannot have; the tool is then skipped by name, which is no failure. */
export class Missing extends Error {
  override name = 'Missing';
}
