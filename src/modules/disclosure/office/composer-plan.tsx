import { AutoComplete, Form, Input, Select } from 'antd';
import { cloneElement, type ReactElement } from 'react';
import {
  affairsWords,
  DateField,
  MomentField,
  modeWords,
  scopeWords,
  toOptions,
  useLocale,
  useServerWords,
  useText,
} from '#ui/office';
import type { CaseView, DraftContent } from '../forms.ts';
import { type Purpose, validities } from '../words.ts';
import { Audience } from './audience.tsx';
import { LikelyDuties } from './composer-duties.tsx';
import type { DraftSave } from './draft-save.ts';
import { DutyPicker, useOpenDuties } from './duties.tsx';
import { texts } from './messages.ts';
import type { DutyOption } from './neighbours.ts';
import { serverTexts } from './server-texts.ts';

type PlanProps = { readonly view: CaseView; readonly draft: DraftSave };

/** A withdrawal and a change of validity may change nothing of the text: only these fields are shown. */
export function keepsText(purpose: Purpose): boolean {
  return purpose === 'withdraw' || purpose === 'changeValidity';
}

/** The plan beside the text: which duty, to whom, how, when. What is missing stands beside its field. */
export function ComposerPlan({ view, draft }: PlanProps) {
  const say = useText(texts);
  const free = !keepsText(view.purpose);
  return (
    <div className="side-block">
      <h2>{say('case.meta')}</h2>
      <Form layout="vertical" component="div" requiredMark={false}>
        {view.purpose === 'publish' ? null : <Explanations view={view} draft={draft} />}
        {free ? <Matter view={view} draft={draft} /> : null}
        {free ? <DocumentFields draft={draft} /> : null}
        {free || view.purpose === 'changeValidity' ? <ValidityFields draft={draft} /> : null}
        <PlanField draft={draft} name="publishAt" extra={say('publishAtHelp')}>
          <MomentField
            value={draft.content.publishAt}
            onChange={(publishAt) => draft.change({ publishAt })}
          />
        </PlanField>
      </Form>
    </div>
  );
}

function Matter({ view, draft }: PlanProps) {
  const say = useText(texts);
  const { locale } = useLocale();
  const { content, change } = draft;
  return (
    <>
      <LikelyDuties
        unit={view.unit.id}
        draft={draft}
        choose={(duty) => change({ duties: [duty.id], ...takenFrom(content, [duty]) })}
      />
      <PlanField draft={draft} name="duties" label={say('compose.duties')} extra={say('compose.dutiesHelp')}>
        <DutyPicker
          unit={view.unit.id}
          value={content.duties}
          onChange={(duties, chosen) => change({ duties, ...takenFrom(content, chosen) })}
        />
      </PlanField>
      <PlanField draft={draft} name="scope">
        <Select
          value={content.scope}
          options={toOptions(scopeWords, locale)}
          onChange={(scope) => change({ scope, ...(scope === 'specific' ? {} : { audience: null }) })}
        />
      </PlanField>
      {content.scope === 'specific' ? (
        <PlanField draft={draft} name="audience">
          <Audience
            units={content.audience?.units ?? []}
            change={(units) => change({ audience: units.length === 0 ? null : { units } })}
          />
        </PlanField>
      ) : null}
      <div className="two-fields">
        <PlanField draft={draft} name="affairsKind">
          <Select
            value={content.affairsKind}
            options={toOptions(affairsWords, locale)}
            onChange={(affairsKind) => change({ affairsKind })}
          />
        </PlanField>
        <PlanField draft={draft} name="mode">
          <Select
            value={content.mode}
            options={toOptions(modeWords, locale)}
            onChange={(mode) => change({ mode })}
          />
        </PlanField>
      </div>
      <CategoryField view={view} draft={draft} />
    </>
  );
}

/** A chosen duty says what the text is about: scope and kind follow its catalogue row, the category too while it is empty. */
function takenFrom(content: DraftContent, chosen: readonly DutyOption[]): Partial<DraftContent> {
  const first = chosen[0];
  if (first === undefined || content.duties.length > 0) return {};
  return {
    affairsKind: first.affairsKind,
    scope: first.scope,
    ...(first.scope === 'specific' ? {} : { audience: null }),
    ...(content.category === '' ? { category: first.matter1.slice(0, 80) } : {}),
  };
}

/** Free text, with the matters of the unit's own catalogue to choose from. */
function CategoryField({ view, draft }: PlanProps) {
  const { duties } = useOpenDuties(view.unit.id);
  const matters = [...new Set(duties.map((duty) => duty.matter1))];
  return (
    <PlanField draft={draft} name="category">
      <AutoComplete
        value={draft.content.category}
        options={matters.map((value) => ({ value }))}
        showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) === true }}
        onChange={(category: string) => draft.change({ category: category.slice(0, 80) })}
      />
    </PlanField>
  );
}

function DocumentFields({ draft }: { draft: DraftSave }) {
  const { content, change } = draft;
  return (
    <>
      <div className="two-fields">
        <PlanField draft={draft} name="documentNumber">
          <Input
            maxLength={60}
            value={content.documentNumber ?? ''}
            onChange={(event) => change({ documentNumber: orNull(event.target.value) })}
          />
        </PlanField>
        <PlanField draft={draft} name="documentDate">
          <DateField value={content.documentDate} onChange={(documentDate) => change({ documentDate })} />
        </PlanField>
      </div>
      <PlanField draft={draft} name="keywords">
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={20}
          value={content.keywords}
          tokenSeparators={[',', '，', '、', ' ']}
          onChange={(keywords: string[]) => change({ keywords })}
        />
      </PlanField>
    </>
  );
}

function ValidityFields({ draft }: { draft: DraftSave }) {
  const say = useText(texts);
  const { content, change } = draft;
  return (
    <div className="two-fields">
      <PlanField draft={draft} name="validity">
        <Select
          value={content.validity}
          options={validities.map((value) => ({ value, label: say(`validity.${value}`) }))}
          onChange={(validity) => change({ validity })}
        />
      </PlanField>
      <PlanField draft={draft} name="expiresOn">
        <DateField value={content.expiresOn} onChange={(expiresOn) => change({ expiresOn })} />
      </PlanField>
    </div>
  );
}

/** What was changed and why: needed as soon as something public is to change. */
function Explanations({ view, draft }: PlanProps) {
  const { content, change } = draft;
  const explains = view.purpose === 'correct' || view.purpose === 'clarify';
  return (
    <>
      {explains ? (
        <PlanField draft={draft} name="changeNote">
          <Input.TextArea
            rows={2}
            maxLength={2000}
            value={content.changeNote ?? ''}
            onChange={(event) => change({ changeNote: orNull(event.target.value) })}
          />
        </PlanField>
      ) : null}
      <PlanField draft={draft} name="reason">
        <Input.TextArea
          rows={2}
          maxLength={2000}
          value={content.reason ?? ''}
          onChange={(event) => change({ reason: orNull(event.target.value) })}
        />
      </PlanField>
    </>
  );
}

type FieldName = Exclude<keyof DraftContent, 'title' | 'body'>;
type PlanFieldProps = {
  readonly draft: DraftSave;
  readonly name: FieldName;
  readonly label?: string;
  readonly extra?: string;
  readonly children: ReactElement<{ id?: string }>;
};

function PlanField({ draft, name, label, extra, children }: PlanFieldProps) {
  const say = useText(texts);
  const words = useServerWords(serverTexts);
  const problem = draft.problems.find((one) => one.field === name);
  return (
    <Form.Item
      label={label ?? say(`meta.${name}`)}
      htmlFor={`plan-${name}`}
      {...(extra === undefined ? {} : { extra })}
      {...(problem === undefined
        ? {}
        : { validateStatus: 'warning' as const, help: words(`problem.${problem.code}`, problem.params) })}
    >
      {cloneElement(children, { id: `plan-${name}` })}
    </Form.Item>
  );
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
