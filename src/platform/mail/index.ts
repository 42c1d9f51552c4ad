export { maskAddress, readMailAddress, sameMailbox } from './address.ts';
export type { MailBlock, MailContent } from './content.ts';
export type { MailEnd, MailKind, MailKinds, WritingContext } from './kinds.ts';
export {
  findMailTrouble,
  listShownMail,
  type MailOverview,
  type MailTrouble,
  readMailOverview,
} from './overview.ts';
export { cancelMailsOf, enqueueMail, type NewMail, SEND_MAIL, wakeMail } from './queue.ts';
export { forgetOldMail, type MailPost, mailFailPoints, mailJobs, sendDueMail } from './send.ts';
export { type MailCarrier, type OutgoingMail, smtpCarrier } from './smtp.ts';
export { type MailState, mailStates } from './tables.ts';
