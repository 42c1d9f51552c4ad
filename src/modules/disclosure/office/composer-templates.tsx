import type { Editor } from '@tiptap/react';
import { Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import {
  insertText,
  Nothing,
  periodWords,
  RichTextView,
  replaceText,
  todayHere,
  useRead,
  useTell,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { CaseView } from '../forms.ts';
import type { TemplateList, TemplateRow } from '../templates/forms.ts';
import type { DraftSave } from './draft-save.ts';
import { useOpenDuties } from './duties.tsx';
import { type FieldValues, fillLine, fillText, writtenDate } from './templates/fill.ts';
import { templateTexts } from './templates/texts.ts';

type Props = {
  readonly view: CaseView;
  readonly draft: DraftSave;
  readonly editor: Editor | null;
  readonly bodyIsEmpty: () => boolean;
};

/** Begins the text from a template, or puts a standard passage at the cursor. */
export function ComposerTemplates(props: Props) {
  const say = useText(templateTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('open')}</Button>
      <Drawer title={say('open')} open={open} onClose={() => setOpen(false)} size="large" destroyOnHidden>
        <Choice {...props} close={() => setOpen(false)} />
      </Drawer>
    </>
  );
}

function Choice({ view, draft, editor, bodyIsEmpty, close }: Props & { close: () => void }) {
  const say = useText(templateTexts);
  const tell = useTell();
  const values = useValues(view, draft);
  const [typed, setTyped] = useState('');
  const read = useRead<TemplateList>(withQuery('/api/disclosures/templates', { unit: view.unit.id }));
  const put = (row: TemplateRow) => {
    if (editor === null) return;
    const { text, left } = fillText(row.body, values);
    const title = fillLine(row.title, values);
    if (row.kind !== 'phrase' && bodyIsEmpty()) replaceText(editor, text);
    else insertText(editor, text);
    if (draft.content.title === '' && title.text !== '') draft.change({ title: title.text.slice(0, 200) });
    const open = [...new Set([...title.left, ...left])];
    tell.done(open.length === 0 ? say('used') : say('usedLeft', { left: open.join('、') }));
    close();
  };
  return (
    <WhenRead of={read}>
      {({ rows }) => {
        const shown = rows
          .filter((row) => row.name.includes(typed.trim()))
          .toSorted((one, other) => fits(other, draft) - fits(one, draft));
        return (
          <div className="stack">
            <Input.Search
              allowClear
              placeholder={say('search')}
              aria-label={say('search')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            {shown.length === 0 ? <Nothing title={say('noneHere')} help={say('noneHereHelp')} /> : null}
            {shown.map((row) => (
              <Offered key={row.id} row={row} values={values} empty={bodyIsEmpty()} put={() => put(row)} />
            ))}
          </div>
        );
      }}
    </WhenRead>
  );
}

/** Those meant for this kind of affairs stand first; none is hidden, for the kind may not be chosen yet. */
function fits(row: TemplateRow, draft: DraftSave): number {
  return row.affairsKind === draft.content.affairsKind ? 1 : 0;
}

type OfferedProps = {
  readonly row: TemplateRow;
  readonly values: FieldValues;
  readonly empty: boolean;
  readonly put: () => void;
};

function Offered({ row, values, empty, put }: OfferedProps) {
  const say = useText(templateTexts);
  return (
    <details className="template-offer">
      <summary>
        <span className="row-between">
          <span>
            <strong>{row.name}</strong>{' '}
            <span className="quiet">
              {say(`kind.${row.kind}`)}
              {row.note === '' ? null : ` · ${row.note}`}
            </span>
          </span>
          <Button
            size="small"
            onClick={(event) => {
              event.preventDefault();
              put();
            }}
          >
            {row.kind !== 'phrase' && empty ? say('use') : say('insert')}
          </Button>
        </span>
      </summary>
      <RichTextView text={fillText(row.body, values).text} imageAddress={() => undefined} />
    </details>
  );
}

/** What is known of this draft for the fields of a template. */
function useValues(view: CaseView, draft: DraftSave): FieldValues {
  const { duties } = useOpenDuties(view.unit.id);
  const duty = duties.find((one) => one.id === draft.content.duties[0]);
  const today = todayHere();
  return {
    单位: view.unit.name,
    日期: writtenDate(today),
    年份: today.slice(0, 4),
    ...(duty === undefined
      ? {}
      : {
          事项: duty.matter2 === '' ? duty.matter1 : duty.matter2,
          期间: duty.period === '' ? '' : periodWords(duty.period, 'zh-CN'),
        }),
  };
}
