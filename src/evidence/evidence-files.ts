import { type EvidencePaths, type EvidenceReading, readEvidence } from './evidence.ts';
import { files } from './sources/files.ts';

export { explainExit } from './tools/exit-codes.ts';

/** {@link readEvidence} from the file system. Never throws. */
export function readEvidenceFiles(paths: EvidencePaths): Promise<EvidenceReading> {
  return readEvidence(paths, files);
}
