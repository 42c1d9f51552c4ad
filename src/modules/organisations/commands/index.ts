export { changeDetails } from './change-details.ts';
export { createUnit } from './create-unit.ts';
export { dissolveUnit, mergeUnit } from './end-unit.ts';
export { saveLeadingGroup } from './leading-group.ts';
export { changeLine, createLine } from './lines.ts';
export { moveUnit } from './move-unit.ts';
export { appoint, changePost, endPost, handOver } from './posts.ts';
export { renameUnit } from './rename-unit.ts';
