import { boardDeliverer } from '../boards/plan.ts';
import { kioskDeliverer, screenDeliverer } from '../devices/deliver.ts';
import { webhookDeliverer } from '../webhooks/deliver.ts';
import type { Deliverer } from './deliverer.ts';

/** Every kind of carrier that things are delivered to. */
export const deliverers: readonly Deliverer[] = [
  boardDeliverer,
  screenDeliverer,
  kioskDeliverer,
  webhookDeliverer,
];

/** @returns how deliveries of this kind come to their carriers */
export function findDeliverer(kind: string): Deliverer | undefined {
  return deliverers.find((one) => one.kind === kind);
}
