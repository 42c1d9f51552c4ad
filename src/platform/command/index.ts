export {
  type CommandBase,
  type CommandContext,
  inTransaction,
  noOrigin,
  type Origin,
  systemActor,
} from './command.ts';
