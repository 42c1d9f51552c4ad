/** Front door of the carriers room (载体): where things open are shown outside the portal, and whether they came there. */

export { postSheet, setPostingRule, takeDownSheet } from './boards/commands.ts';
export { listOpenPostings, listPostings } from './boards/queries.ts';
export { findPublicBrief, type PublicBrief } from './briefs/queries.ts';
export { briefText, type RenderedBrief, renderBrief } from './briefs/render.ts';
export type { Deliverer, Delivery, DeliveryEvent, Recipient } from './deliveries/deliverer.ts';
export { planDeliveries } from './deliveries/plan.ts';
export { receiveContact } from './devices/contact.ts';
export { readContent } from './devices/content.ts';
export { beginPairing, claimPairing, confirmPairing, revokeDevice, setDevice } from './devices/pairing.ts';
export type { FindingOpened, FindingResolved } from './facts.ts';
export { type CarrierFields, carrierFields } from './forms.ts';
export { type CarriersSettings, carriersModule } from './module.ts';
export { preparePhoto } from './photo.ts';
export { changeCarrier, createCarrier, moveCarrier, setCarrierPhoto } from './register/commands.ts';
