export { type Channel, defineModule, type Module, type Revealed, type Reveals } from './module.ts';
