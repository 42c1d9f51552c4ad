/** Closed lists of this room. They are stored: a name never changes its meaning. */

/** What happened to an item, as a carrier has to know it. `change`: corrected, clarified, its validity changed, words erased. */
export const deliveryWhats = ['publish', 'change', 'withdraw'] as const;
export type DeliveryWhat = (typeof deliveryWhats)[number];

export const deliveryStates = ['waiting', 'delivered', 'superseded', 'givenUp'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const channelStates = ['waiting', 'gone', 'showing', 'superseded'] as const;
export type ChannelState = (typeof channelStates)[number];

export const findingKinds = [
  'silentScreen',
  'boardWithoutSheet',
  'postingTooShort',
  'sheetOfWithdrawn',
  'channelStillShowing',
  'deliveryGivenUp',
  'receiptOverdue',
  'otherBytes',
  'webhookDisabled',
] as const;
export type FindingKind = (typeof findingKinds)[number];
