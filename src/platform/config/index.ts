export {
  type Config,
  type ConfigProblem,
  type ConfigResult,
  type Mode,
  type ProcessRole,
  portNumber,
  prepareDataFolder,
  processRoles,
  readConfig,
} from './config.ts';
export { type BucketSettings, readBucketSettings } from './files-config.ts';
export type { MailSettings } from './mail-config.ts';
export { readWitnessConfig, type WitnessConfig } from './witness-config.ts';
