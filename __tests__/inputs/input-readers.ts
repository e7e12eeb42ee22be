import { createInputReader, type InputReader } from '../../src/inputs/input-reader.ts';

/** A reader of the inputs that are given; the others are empty. */
export function readerOf(inputs: Readonly<Record<string, string>>): InputReader {
  return createInputReader(name => inputs[name] ?? '');
}
