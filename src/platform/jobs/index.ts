export {
  addJob,
  type Job,
  type JobOptions,
  type JobRunner,
  type JobTools,
  migrateJobs,
  startJobs,
} from './jobs.ts';
