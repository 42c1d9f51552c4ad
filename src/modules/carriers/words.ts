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
  'mailRefused',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What things open are shown on outside the portal: 网站 账号 公开栏 电子屏 触摸屏 简报 广播 手机报. */
export const carrierKinds = [
  'website',
  'account',
  'board',
  'screen',
  'kiosk',
  'brief',
  'radio',
  'mobilePaper',
] as const;
export type CarrierKind = (typeof carrierKinds)[number];

export const carrierStates = ['draft', 'filed', 'returned', 'registered', 'suspended', 'closed'] as const;
export type CarrierState = (typeof carrierStates)[number];

/** What a person does with an entry of the register; see `register/workflow.ts`. */
export const carrierMoves = ['file', 'register', 'return', 'suspend', 'resume', 'close'] as const;
export type CarrierMove = (typeof carrierMoves)[number];
export type CarrierAction = CarrierMove | 'create' | 'change' | 'photo';

/** `inner`: a board that hangs inside; only paper. */
export const reaches = ['society', 'inner'] as const;
export type Reach = (typeof reaches)[number];

export const postingRuleCodes = [
  'villageAffairs',
  'communityAffairs',
  'preAppointment',
  'partyNotice',
  'schoolNotice',
  'board',
] as const;
export type PostingRuleCode = (typeof postingRuleCodes)[number];

export const postingStates = ['toPost', 'posted', 'takenDown', 'dropped'] as const;
export type PostingState = (typeof postingStates)[number];

export const dayKinds = ['calendar', 'working'] as const;
export type PostingDayKind = (typeof dayKinds)[number];

export const deviceKinds = ['screen', 'kiosk'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Whose items a screen shows: its unit's, its unit's and those of units below, everybody's. */
export const shownSources = ['unit', 'below', 'site'] as const;
export type ShownSource = (typeof shownSources)[number];
