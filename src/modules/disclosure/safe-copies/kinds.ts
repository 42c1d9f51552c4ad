/**
 * Why a place of a published page may be black. Numbers are articles of the 政府信息公开条例 (2019). A state secret is not among
 * them: it is not blacked out but stops the matter (保守国家秘密法 art. 31).
 */
export const redactionReasons = [
  /** art. 15; 个人信息保护法 arts. 4, 28 */
  'personalPrivacy',
  /** art. 15 */
  'tradeSecret',
  /** art. 15: a third party who was asked and does not agree */
  'thirdParty',
  /** art. 16 §1: personnel, housekeeping, inner workflow (三类内部事务) */
  'internalAffairs',
  /** art. 16 §2: records of discussion, drafts, letters of consultation, requests and reports (四类过程性信息) */
  'processInformation',
  /** art. 16 §2: files of administrative law enforcement */
  'enforcementFile',
  /** art. 14: national, public and economic security, social stability (三安全一稳定) */
  'securityAndStability',
  /** art. 14: forbidden by a law or an administrative regulation */
  'forbiddenByLaw',
] as const;
export type RedactionReason = (typeof redactionReasons)[number];
