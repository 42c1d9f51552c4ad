export { addJob, type Job, type JobOptions, type JobTools, migrateJobs } from './jobs.ts';
export { type JobRunner, startJobs } from './run-jobs.ts';
