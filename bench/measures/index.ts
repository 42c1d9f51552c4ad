import type { Group } from '../frame/measure.ts';
import { coverageGroup } from './coverage.ts';
import { importGroup } from './import.ts';
import { inspectionGroup } from './inspection.ts';
import { logGroup } from './log.ts';
import { portalGroup } from './portal.ts';
import { publishingGroup } from './publishing.ts';
import { readingGroup } from './reading.ts';
import { relevanceGroup } from './relevance.ts';
import { searchGroup } from './search.ts';
import { similarityGroup } from './similarity.ts';
import { startGroup } from './start.ts';

/** All groups in the order they run; `--only` takes these names. */
export const groups: readonly Group[] = [
  inspectionGroup,
  coverageGroup,
  publishingGroup,
  logGroup,
  readingGroup,
  startGroup,
  portalGroup,
  similarityGroup,
  searchGroup,
  importGroup,
  relevanceGroup,
];
