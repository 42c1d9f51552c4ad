/** What screening recognises. The first twenty are the rows of the identifier table; the rest are marks and suspicions. */
export const identifierKinds = [
  'id_card_18',
  'id_card_15',
  'mobile',
  'bank_card',
  'passport',
  'hk_macau_permit',
  'hmt_residence_permit',
  'foreigner_pr_card',
  'disability_cert',
  'student_id',
  'plate',
  'email',
  'landline_personal',
  'uscc',
  'military_id',
  'birth_date_labelled',
  'home_address',
  'medical',
  'minor_name',
  'wechat_qq',
] as const;

/** A labelled number that fails its check: a mistyped identity or account number still points at a person. */
export const suspectKinds = ['id_suspect', 'account_suspect'] as const;

/** Marks of secrecy (保守国家秘密法 art. 19, 22, 31; GB/T 9704-2012 7.2.1–7.2.2). */
export const markKinds = ['secret_mark', 'internal_mark', 'copy_number'] as const;

/** Terms a unit keeps for itself (SCR-5); none is built in. */
export const termKinds = ['unit_term', 'wrong_word'] as const;

export const findingKinds = [...identifierKinds, ...suspectKinds, ...markKinds, ...termKinds] as const;
export type FindingKind = (typeof findingKinds)[number];

/**
 * What a finding means for the person behind it (个人信息保护法 arts. 4, 28), and for the installation.
 * `sensitiveMinor` and `sensitiveHealth` are kept apart because they may never be published at all.
 */
export const findingClasses = [
  'secretMark',
  'sensitive',
  'sensitiveHealth',
  'sensitiveMinor',
  'personal',
  'notPersonal',
  'unitTerm',
] as const;
export type FindingClass = (typeof findingClasses)[number];

export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** Why it was taken for what it is; shown to the person who decides. */
export const findingReasons = [
  'checksum',
  'labelAndChecksum',
  'label',
  'shape',
  'shapeAndDate',
  'columnHeading',
  'classificationMark',
  'classificationLine',
  'internalMark',
  'copyNumberLine',
  'residence',
  'healthOfPerson',
  'ageUnder14',
  'personalFirm',
  'unitList',
] as const;
export type FindingReason = (typeof findingReasons)[number];

export const classOfKind: Readonly<Record<FindingKind, FindingClass>> = {
  id_card_18: 'sensitive',
  id_card_15: 'sensitive',
  mobile: 'personal',
  bank_card: 'sensitive',
  passport: 'sensitive',
  hk_macau_permit: 'sensitive',
  hmt_residence_permit: 'sensitive',
  foreigner_pr_card: 'sensitive',
  disability_cert: 'sensitiveHealth',
  student_id: 'sensitiveMinor',
  plate: 'personal',
  email: 'personal',
  landline_personal: 'personal',
  uscc: 'notPersonal',
  military_id: 'sensitive',
  birth_date_labelled: 'personal',
  home_address: 'personal',
  medical: 'sensitiveHealth',
  minor_name: 'sensitiveMinor',
  wechat_qq: 'personal',
  id_suspect: 'sensitive',
  account_suspect: 'sensitive',
  secret_mark: 'secretMark',
  internal_mark: 'secretMark',
  copy_number: 'secretMark',
  unit_term: 'unitTerm',
  wrong_word: 'unitTerm',
};

export const decisionKinds = ['mask', 'keep', 'notPersonal'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** Screening runs where the writer sees it, again when frozen, again on the very bytes that go out. */
export const screeningStages = ['compose', 'submit', 'publish'] as const;
export type ScreeningStage = (typeof screeningStages)[number];

export const incidentSteps = ['purged', 'reported', 'closed'] as const;
export type IncidentStep = (typeof incidentSteps)[number];
