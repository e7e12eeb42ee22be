/** How many examples a property is tried with: `usual`, or what PROPERTY_RUNS asks for. */
export function propertyRuns(usual: number): number {
  return Number(process.env.PROPERTY_RUNS ?? usual);
}
