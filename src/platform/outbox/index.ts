export { DELIVER_FACT, deliverFact, deliveryJob, type Hearer, type Hears, recordFact } from './outbox.ts';
