export { toText as plainText } from '#platform/richtext/plain';
export { Bar, BarLegend, type BarPart, type BarRow, Bars, type BarTone, FiguresBehind } from './bars.tsx';
export { BoxTabs, useBox } from './box-tabs.tsx';
export { toOptions, wordOf } from './choices.ts';
export { ApiError, call, type Method, type Sent } from './client.ts';
export { DateField, MomentField } from './date-field.tsx';
export {
  addDays,
  dateOf,
  daysBetween,
  formatBytes,
  formatMoment,
  monthTitle,
  monthWeeks,
  shiftMonth,
  todayHere,
} from './dates.ts';
export { Due } from './due.tsx';
export { insertText, type PasteLosses } from './editor/paste.ts';
export { appendText, replaceText, TextEditor } from './editor/text-editor.tsx';
export { DropVeil, useFileDrop } from './file-drop.tsx';
export { dropEmpty, GoTo, type SearchValues, useAddressPart, useAddressState, useGo } from './go.tsx';
export {
  defineTexts,
  fillText,
  type Locale,
  LocaleProvider,
  type Say,
  type TextParams,
  type Texts,
  type TwoTexts,
  useLocale,
  useText,
} from './i18n.tsx';
export { LongWorkProvider, useLongWork, WorkButton, type WorkReport } from './long-work.tsx';
export { Mark, type Tone } from './mark.tsx';
export { useNarrow } from './narrow.ts';
export { type Crumb, Page, Section } from './page.tsx';
export { periodWords } from './period.ts';
export { platformWords } from './platform-words.ts';
export {
  type CommandOptions,
  createQueryClient,
  type MoreRows,
  type Page as RowsPage,
  refresh,
  signInAddress,
  useCommand,
  useMoreRows,
  useRead,
  withQuery,
} from './query.ts';
export { ReasonButton } from './reason-button.tsx';
export { ReasonDialog } from './reason-dialog.tsx';
export { showBesideField } from './refusal-form.ts';
export { RichTextView } from './rich-text-view.tsx';
export type { OfficePlace, OfficeRoom, OfficeScreen } from './room.ts';
export { type Column, RowsList, RowsTable } from './rows-table.tsx';
export { ScrollBox } from './scroll-box.tsx';
export { useServerWords } from './server-words.ts';
export {
  type HeldUnit,
  heldUnits,
  holdsRole,
  type OfficeGrant,
  type OfficePerson,
  SessionProvider,
  useSession,
} from './session.tsx';
export { Loading, Nothing, ReadFailed, WhenRead } from './states.tsx';
export { type Tell, TellProvider, useTell } from './tell.tsx';
export { commonTexts } from './texts.ts';
export { linkBlue, officeTheme, sealRed } from './theme.ts';
export { countOf, Todo, type TodoRow } from './todo.tsx';
export { type UnitOption, UnitPicker, useSettled, useUnitNames } from './unit-picker.tsx';
export { useUnsaved } from './unsaved.ts';
export { uploadFile } from './upload.ts';
export { Why } from './why.tsx';
export { affairsWords, modeWords, retentionWords, roleWords, scopeWords, timeKindWords } from './words.ts';
