/**
 * On what ground published personal data is erased. Closed: a code goes into the log, free text never.
 *
 * - consentWithdrawn: 个人信息保护法 art. 47 (1) no. 3, the person withdrew their consent
 * - wrongDisclosure: what should not have been opened was (政府信息公开条例 art. 15; 党务公开条例 art. 7)
 * - purposeEnded: art. 47 (1) no. 1, the purpose is fulfilled or can no longer be
 * - unlawful: art. 47 (1) no. 4, against law or agreement
 * - order: decision of a court or of a supervising authority (arts. 50, 66)
 */
export const erasureGrounds = [
  'wrongDisclosure',
  'consentWithdrawn',
  'purposeEnded',
  'unlawful',
  'order',
] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

export const erasureStates = ['proposed', 'registered', 'done', 'cancelled'] as const;
export type ErasureState = (typeof erasureStates)[number];
