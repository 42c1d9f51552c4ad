import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import {
  affairsWords,
  DateField,
  MomentField,
  modeWords,
  scopeWords,
  toOptions,
  UnitPicker,
  useLocale,
  useServerWords,
  useText,
} from '#ui/office';
import type { CaseView, DraftContent } from '../forms.ts';
import { validities } from '../words.ts';
import type { DraftSave } from './draft-save.ts';
import { DutyPicker } from './duties.tsx';
import { texts } from './messages.ts';
import { serverTexts } from './server-texts.ts';
import { UnitName } from './unit-names.tsx';

/** The plan beside the text: which duty, to whom, how, when. Errors stand beside their field. */
export function ComposerPlan({ view, draft }: { view: CaseView; draft: DraftSave }) {
  const say = useText(texts);
  const { locale } = useLocale();
  const { content, change } = draft;
  const field = (name: keyof DraftContent, label: string, control: ReactNode, extra?: string) => (
    <Field draft={draft} name={name} label={label} {...(extra === undefined ? {} : { extra })}>
      {control}
    </Field>
  );
  return (
    <div className="side-block">
      <h2>{say('case.meta')}</h2>
      <Form layout="vertical" component="div" requiredMark={false}>
        {field(
          'duties',
          say('compose.duties'),
          <DutyPicker unit={view.unit.id} value={content.duties} onChange={(duties) => change({ duties })} />,
          say('compose.dutiesHelp'),
        )}
        {field(
          'scope',
          say('meta.scope'),
          <Select
            id="field-scope"
            value={content.scope}
            options={toOptions(scopeWords, locale)}
            onChange={(scope) => change({ scope, ...(scope === 'specific' ? {} : { audience: null }) })}
          />,
        )}
        {content.scope === 'specific'
          ? field(
              'audience',
              say('meta.audience'),
              <Audience
                units={content.audience?.units ?? []}
                change={(units) => change({ audience: units.length === 0 ? null : { units } })}
              />,
            )
          : null}
        <div className="two-fields">
          {field(
            'affairsKind',
            say('meta.affairsKind'),
            <Select
              value={content.affairsKind}
              options={toOptions(affairsWords, locale)}
              onChange={(affairsKind) => change({ affairsKind })}
            />,
          )}
          {field(
            'mode',
            say('meta.mode'),
            <Select
              value={content.mode}
              options={toOptions(modeWords, locale)}
              onChange={(mode) => change({ mode })}
            />,
          )}
        </div>
        {field(
          'category',
          say('meta.category'),
          <Input
            id="field-category"
            maxLength={80}
            value={content.category}
            onChange={(event) => change({ category: event.target.value })}
          />,
        )}
        <div className="two-fields">
          {field(
            'documentNumber',
            say('meta.documentNumber'),
            <Input
              maxLength={60}
              value={content.documentNumber ?? ''}
              onChange={(event) =>
                change({ documentNumber: event.target.value === '' ? null : event.target.value })
              }
            />,
          )}
          {field(
            'documentDate',
            say('meta.documentDate'),
            <DateField value={content.documentDate} onChange={(documentDate) => change({ documentDate })} />,
          )}
        </div>
        {field(
          'publishAt',
          say('meta.publishAt'),
          <MomentField value={content.publishAt} onChange={(publishAt) => change({ publishAt })} />,
          say('publishAtHelp'),
        )}
        <div className="two-fields">
          {field(
            'validity',
            say('meta.validity'),
            <Select
              value={content.validity}
              options={validities.map((value) => ({ value, label: say(`validity.${value}`) }))}
              onChange={(validity) => change({ validity })}
            />,
          )}
          {field(
            'expiresOn',
            say('meta.expiresOn'),
            <DateField value={content.expiresOn} onChange={(expiresOn) => change({ expiresOn })} />,
          )}
        </div>
        {field(
          'keywords',
          say('meta.keywords'),
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            maxCount={20}
            value={content.keywords}
            tokenSeparators={[',', '，', '、', ' ']}
            onChange={(keywords: string[]) => change({ keywords })}
          />,
        )}
        {view.purpose === 'publish'
          ? null
          : field(
              'changeNote',
              say('meta.changeNote'),
              <Input.TextArea
                rows={2}
                maxLength={2000}
                value={content.changeNote ?? ''}
                onChange={(event) =>
                  change({ changeNote: event.target.value === '' ? null : event.target.value })
                }
              />,
            )}
        {view.purpose === 'publish'
          ? null
          : field(
              'reason',
              say('meta.reason'),
              <Input.TextArea
                rows={2}
                maxLength={2000}
                value={content.reason ?? ''}
                onChange={(event) =>
                  change({ reason: event.target.value === '' ? null : event.target.value })
                }
              />,
            )}
      </Form>
    </div>
  );
}

type FieldProps = {
  draft: DraftSave;
  name: keyof DraftContent;
  label: string;
  extra?: string;
  children: ReactNode;
};

function Field({ draft, name, label, extra, children }: FieldProps) {
  const words = useServerWords(serverTexts);
  const problem = draft.problems.find((one) => one.field === name);
  return (
    <Form.Item
      label={label}
      {...(problem === undefined
        ? {}
        : { validateStatus: 'warning' as const, help: words(`problem.${problem.code}`, problem.params) })}
      {...(extra === undefined ? {} : { extra })}
    >
      {children}
    </Form.Item>
  );
}

/** The units a specific disclosure is for. */
function Audience({ units, change }: { units: readonly number[]; change: (units: number[]) => void }) {
  return (
    <div className="stack">
      {units.map((unit) => (
        <div key={unit} className="row-between">
          <UnitName id={unit} />
          <button
            type="button"
            className="link-button"
            onClick={() => change(units.filter((one) => one !== unit))}
          >
            ×
          </button>
        </div>
      ))}
      <UnitPicker
        value={null}
        onChange={(unit) => (unit === null || units.includes(unit) ? undefined : change([...units, unit]))}
      />
    </div>
  );
}
