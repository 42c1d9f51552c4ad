import { Button, Modal } from 'antd';
import { useState } from 'react';
import { formatMoment, RichTextView, ScrollBox, useCommand, useRead, useText, WhenRead } from '#ui/office';
import type { CaseView, DraftConflict, DraftContent } from '../forms.ts';
import type { Conflict } from './draft-save.ts';
import { texts } from './messages.ts';

type ConflictDialogProps = {
  readonly conflict: Conflict;
  readonly mine: DraftContent;
  readonly useMine: () => void;
  readonly useTheirs: () => void;
};

/** Two people wrote at once: both texts side by side; none is lost whatever is chosen. */
export function ConflictDialog({ conflict, mine, useMine, useTheirs }: ConflictDialogProps) {
  const say = useText(texts);
  return (
    <Modal
      open
      width={1040}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      title={say('conflict.title')}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={useTheirs}>{say('conflict.useTheirs')}</Button>
          <Button type="primary" onClick={useMine}>
            {say('conflict.useMine')}
          </Button>
        </div>
      }
    >
      <p>{say('conflict.help')}</p>
      <TwoTexts
        left={conflict.current}
        leftTitle={say('conflict.theirs', {
          name: conflict.savedBy?.name ?? '—',
          at: formatMoment(conflict.savedAt),
        })}
        right={mine}
        rightTitle={say('conflict.mine')}
      />
    </Modal>
  );
}

type TwoTextsProps = { left: DraftContent; leftTitle: string; right: DraftContent; rightTitle: string };

function TwoTexts({ left, leftTitle, right, rightTitle }: TwoTextsProps) {
  return (
    <div className="two-texts">
      <OneText title={leftTitle} content={left} />
      <OneText title={rightTitle} content={right} />
    </div>
  );
}

function OneText({ title, content }: { title: string; content: DraftContent }) {
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <strong>{content.title}</strong>
      </p>
      <ScrollBox className="one-text" label={title}>
        <RichTextView text={content.body} imageAddress={() => undefined} />
      </ScrollBox>
    </div>
  );
}

type ConflictNotesProps = {
  readonly view: CaseView;
  readonly take?: (copy: string, content: DraftContent) => void;
};

/** Saves that lost a race and still wait to be merged or put aside. */
export function ConflictNotes({ view, take }: ConflictNotesProps) {
  const say = useText(texts);
  const [open, setOpen] = useState<string | null>(null);
  if (view.conflicts.length === 0) return null;
  return (
    <div className="side-block">
      <h2>{say('case.conflicts')}</h2>
      <ul>
        {view.conflicts.map((one) => (
          <li key={one.id}>
            {say('conflict.waiting', { name: one.person.name, at: formatMoment(one.at) })}{' '}
            <Button size="small" onClick={() => setOpen(one.id)}>
              {say('conflict.open')}
            </Button>
          </li>
        ))}
      </ul>
      {open === null ? null : (
        <KeptConflict
          view={view}
          id={open}
          close={() => setOpen(null)}
          {...(take === undefined ? {} : { take })}
        />
      )}
    </div>
  );
}

function KeptConflict({ view, id, close, take }: ConflictNotesProps & { id: string; close: () => void }) {
  const say = useText(texts);
  const kept = useRead<DraftConflict>(`/api/revisions/${view.revision}/conflicts/${id}`);
  const settle = useCommand<Record<string, never>, CaseView>(
    'POST',
    `/api/revisions/${view.revision}/conflicts/${id}/settle`,
    { changes: ['/api/revisions'], onDone: close },
  );
  return (
    <Modal
      open
      width={1040}
      title={say('case.conflicts')}
      onCancel={close}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          {take === undefined || kept.data === undefined ? null : (
            <Button
              onClick={() => {
                if (kept.data !== undefined) take(id, kept.data.content);
                close();
              }}
            >
              {say('conflict.useThis')}
            </Button>
          )}
          <Button type="primary" loading={settle.isPending} onClick={() => settle.mutate({})}>
            {say('conflict.settle')}
          </Button>
        </div>
      }
    >
      <WhenRead of={kept}>
        {(conflict) => (
          <TwoTexts
            left={view.content}
            leftTitle={say('case.revision', { number: view.revisionNumber })}
            right={conflict.content}
            rightTitle={say('conflict.theirs', { name: conflict.person.name, at: formatMoment(conflict.at) })}
          />
        )}
      </WhenRead>
    </Modal>
  );
}
