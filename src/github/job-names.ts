/** The name of a job in two: `migrate (shard-3)` is the leg `shard-3` of `migrate`. */
export function splitLeg(name: string): { readonly base: string; readonly leg: string } {
  const match = /^(.*?) \((.*)\)$/.exec(name);
  return { base: match?.[1] ?? name, leg: match?.[2] ?? '' };
}

/** The id that a job without a name of its own is called after; that of its caller for a job of a reusable workflow. */
export function idInName(name: string): string {
  return name.split(/ \(| \/ /)[0] ?? name;
}

/** `migrate (shard-3)` and `migrate (shard-7)` of twelve become `migrate (shard-3, shard-7 of 12)`. */
export function joinLegs(names: readonly string[], all: readonly string[]): string[] {
  return [...Map.groupBy(names, name => splitLeg(name).base)].map(([base, group]) => {
    const legs = group.map(name => splitLeg(name).leg).filter(leg => leg !== '');
    const total = all.filter(name => splitLeg(name).base === base).length;
    return legs.length === 0 ? base : `${base} (${legs.join(', ')} of ${total})`;
  });
}
