import type { Role } from '#kernel';
import type { CatalogueVersion } from './catalogues/life.ts';
import type { Day } from './dates.ts';

/** `tiny` is for tests: every kind of unit, few of each; `small` for a first look, there in a third of the time. */
export type Scale = 'tiny' | 'small' | 'demo' | 'county' | 'city' | 'province' | 'bench';

/** What a unit is in the world; the loader turns it into the kinds of the organisations room. */
export type UnitFamily =
  | 'committee'
  | 'committeeOffice'
  | 'discipline'
  | 'partyDepartment'
  | 'government'
  | 'department'
  | 'partyGroup'
  | 'townCommittee'
  | 'townGovernment'
  | 'streetCommittee'
  | 'streetOffice'
  | 'farmCommittee'
  | 'farm'
  | 'villageBranch'
  | 'villageCommittee'
  | 'communityBranch'
  | 'communityCommittee'
  | 'schoolBranch'
  | 'school'
  | 'hospitalBranch'
  | 'hospital'
  | 'enterpriseBranch'
  | 'enterprise'
  | 'associationBranch'
  | 'association';

export type Level = 'province' | 'city' | 'district' | 'town' | 'village';

export type WorldLine = { readonly code: string; readonly name: string; readonly lead: string };

export type WorldUnit = {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly family: UnitFamily;
  readonly level: Level;
  /** Code of the unit above; null for the root alone. Units come superiors first. */
  readonly superior: string | null;
  readonly line: string | null;
  readonly uscc: string | null;
  readonly address: string;
  readonly phone: string;
  /** Units with the same body are one house with the same staff: a branch and its village, a Party group and its bureau. */
  readonly body: string;
  /** The town, bureau or committee whose secrecy reviewer and approver stand above this body. */
  readonly chief: string;
  /** What the bureau is about (`finance`, `education` …); chooses its catalogue rows. */
  readonly topic: string | null;
  /** The day from which the unit publishes here; districts begin with pilots and spread. */
  readonly joined: Day;
};

export type WorldGrant = {
  readonly role: Role;
  readonly unit: string;
  readonly reach: 'own' | 'below' | 'line';
};

export type WorldPerson = {
  /** Stable key, also the account: `990101-qw.handler1`. */
  readonly key: string;
  readonly name: string;
  readonly post: string;
  /** The body of which the person is staff. */
  readonly body: string;
  readonly grants: readonly WorldGrant[];
  readonly affiliations: readonly { readonly unit: string; readonly kind: 'member' | 'staff' | 'resident' }[];
};

/** A leading group for open affairs (领导小组) of one unit, or what is missing of it. */
export type WorldGroup = {
  readonly unit: string;
  readonly firstResponsible: string | null;
  readonly office: string;
  readonly members: readonly { readonly person: string; readonly post: string }[];
  readonly from: Day;
  readonly to: Day;
};

/** Printed sign-ins of the demonstration. Never made in production mode. */
export type DemoAccount = {
  readonly account: string;
  readonly password: string;
  readonly person: string;
  /** Message key of what this account shows. */
  readonly shows: string;
};

export type AffairsKind = 'party' | 'government' | 'village' | 'factory' | 'school' | 'hospital';
export type Scope = 'society' | 'wholeParty' | 'unit' | 'specific';
export type TimeKind = 'standing' | 'periodic' | 'staged' | 'prompt';
export type Period = 'month' | 'quarter' | 'halfYear' | 'year';
export type Retention = 'permanent' | 'years30' | 'years10';

export type WorldRow = {
  readonly key: string;
  readonly matter: string;
  readonly item: string;
  readonly content: string;
  readonly basis: string;
  readonly scope: Scope;
  readonly mode: 'proactive' | 'onRequest';
  readonly carriers: readonly string[];
  readonly time: TimeKind;
  /** The time limit as a catalogue prints it: 每季度首月15日前. */
  readonly phrase: string;
  readonly period: Period | null;
  /** Days after the trigger or the end of the period. */
  readonly days: number;
  readonly workingDays: boolean;
  readonly department: string;
  readonly affairs: AffairsKind;
  /** 事前—决策—结果 in three stages? */
  readonly stages: boolean;
  readonly retention: Retention;
  /** Which grammar writes its documents. */
  readonly text: TextFamily;
};

export type WorldCatalogue = {
  readonly unit: string;
  /** Year, title and first day of the first version. */
  readonly year: number;
  readonly version: string;
  readonly inForce: Day;
  /** Oldest first; all have the same rows. */
  readonly versions: readonly CatalogueVersion[];
  /** Name of the template the first `shared` rows come from. */
  readonly template: string;
  readonly shared: number;
  readonly rows: readonly WorldRow[];
};

export type TextFamily =
  | 'functions'
  | 'catalogueNotice'
  | 'annualReport'
  | 'minutes'
  | 'deployment'
  | 'projects'
  | 'budget'
  | 'finalAccounts'
  | 'expenses'
  | 'villageFinance'
  | 'assets'
  | 'subsidies'
  | 'assistance'
  | 'publicList'
  | 'appointment'
  | 'recruitment'
  | 'meetings'
  | 'dues'
  | 'appraisal'
  | 'election'
  | 'study'
  | 'conduct'
  | 'cases'
  | 'feedback'
  | 'consultation'
  | 'procurement'
  | 'permits'
  | 'penalties'
  | 'guide'
  | 'emergency'
  | 'enrolment'
  | 'fees'
  | 'canteen'
  | 'medicalFees'
  | 'medicalEthics'
  | 'pay'
  | 'contracts'
  | 'interpretation';

export type WorldAttachment = {
  readonly name: string;
  readonly media: string;
  readonly bytes: Uint8Array;
};

/** One thing a person does with a dossier, in order of time. */
export type WorldStep = {
  readonly act:
    | 'create'
    | 'propose'
    | 'review'
    | 'secrecy'
    | 'approve'
    | 'publish'
    | 'return'
    | 'revise'
    | 'escalate'
    | 'correct'
    | 'withdraw'
    | 'repeal'
    | 'withhold';
  readonly at: Date;
  readonly by: string;
  readonly opinion: string;
};

/** Where the story of a dossier ends on the day of the world. */
export type Fate =
  | 'published'
  | 'publishedLate'
  | 'corrected'
  | 'withdrawn'
  | 'repealed'
  | 'withheld'
  | 'draft'
  | 'inReview'
  | 'inSecrecyReview'
  | 'inApproval'
  | 'returned'
  | 'scheduled'
  | 'escalated';

export type WorldDossier = {
  readonly key: string;
  readonly unit: string;
  readonly fate: Fate;
  /** Catalogue rows this document fulfils, and the period it speaks of. */
  readonly rows: readonly string[];
  readonly period: { readonly from: Day; readonly to: Day; readonly label: string } | null;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly documentDate: Day;
  readonly scope: Scope;
  readonly affairs: AffairsKind;
  readonly category: string;
  readonly keywords: readonly string[];
  /** Markdown: headings, numbered paragraphs, tables. */
  readonly body: string;
  /** The corrected text, when the fate is `corrected`. */
  readonly correctedBody: string | null;
  readonly reason: string | null;
  readonly publishAt: Date | null;
  readonly attachments: readonly WorldAttachment[];
  readonly steps: readonly WorldStep[];
};
