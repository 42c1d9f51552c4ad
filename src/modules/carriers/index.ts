/** Front door of the carriers room (载体): where things open are shown outside the portal, and whether they came there. */
export type { Deliverer, Delivery, DeliveryEvent, Recipient } from './deliveries/deliverer.ts';
export type { FindingOpened, FindingResolved } from './facts.ts';
export { type CarriersSettings, carriersModule } from './module.ts';
