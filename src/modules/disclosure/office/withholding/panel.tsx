import { Button, Form, Input, Radio } from 'antd';
import { DateField, useCommand, useServerWords, useText } from '#ui/office';
import type { CaseView, Withholding } from '../../forms.ts';
import type { NoticeAnswer, NoticeForm } from '../../withholding/forms.ts';
import { withholdingMessages } from '../../withholding/messages.ts';
import type { DraftSave } from '../draft-save.ts';
import { GroundPicker, useGrounds } from './grounds.tsx';
import { withholdingTexts } from './texts.ts';

const tables = [withholdingMessages];

/** In the composer, where something is withheld: ground, extent, basis, day of review, notice. Absent otherwise. */
export function WithholdingPanel({ view, draft }: { view: CaseView; draft: DraftSave }) {
  const say = useText(withholdingTexts);
  const { withholding } = draft.content;
  if (withholding === undefined) return null;
  const change = (changes: Partial<Withholding>) =>
    draft.change({ withholding: { ...withholding, ...changes } });
  return (
    <div className="side-block">
      <h2>{say('withholdings')}</h2>
      <Problems draft={draft} />
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={say('extent')}>
          <Radio.Group
            value={withholding.extent}
            onChange={(event) => change({ extent: event.target.value as Withholding['extent'] })}
            options={[
              { value: 'whole', label: say('extent.whole') },
              { value: 'part', label: say('extent.part') },
            ]}
          />
        </Form.Item>
        <Form.Item label={say('ground')}>
          <GroundPicker
            affairsKind={draft.content.affairsKind}
            value={withholding.ground}
            onChange={(ground) => change({ ground })}
          />
        </Form.Item>
        <Form.Item label={say('basis')}>
          <Input.TextArea
            aria-label={say('basis')}
            rows={3}
            maxLength={1000}
            value={withholding.basis}
            onChange={(event) => change({ basis: event.target.value })}
          />
        </Form.Item>
        <Form.Item label={say('reviewOn')}>
          <DateField value={withholding.reviewOn} onChange={(reviewOn) => change({ reviewOn })} />
        </Form.Item>
        <Notice view={view} withholding={withholding} change={change} />
      </Form>
    </div>
  );
}

type NoticeProps = {
  readonly view: CaseView;
  readonly withholding: Withholding;
  readonly change: (changes: Partial<Withholding>) => void;
};

function Notice({ view, withholding, change }: NoticeProps) {
  const say = useText(withholdingTexts);
  const grounds = useGrounds();
  const ground = grounds?.find((one) => one.code === withholding.ground);
  const maySayNothing = withholding.extent === 'whole' && ground?.effect === 'never';
  const drawUp = useCommand<NoticeForm, NoticeAnswer>(
    'POST',
    `/api/revisions/${view.revision}/withholding-notice`,
    { onDone: ({ text }) => change({ noticeText: text }) },
  );
  return (
    <>
      {maySayNothing || withholding.notice === 'none' ? (
        <Form.Item label={say('notice')}>
          <Radio.Group
            value={withholding.notice}
            onChange={(event) => change({ notice: event.target.value as Withholding['notice'] })}
            options={[
              { value: 'public', label: say('notice.public') },
              { value: 'none', label: say('notice.none') },
            ]}
          />
        </Form.Item>
      ) : null}
      {withholding.notice === 'none' ? null : (
        <Form.Item label={say('noticeText')}>
          <Input.TextArea
            aria-label={say('noticeText')}
            autoSize={{ minRows: 4, maxRows: 12 }}
            maxLength={2000}
            value={withholding.noticeText}
            onChange={(event) => change({ noticeText: event.target.value })}
          />
          <Button
            type="link"
            disabled={withholding.ground === ''}
            loading={drawUp.isPending}
            onClick={() => {
              const { extent, ground: code, reviewOn } = withholding;
              drawUp.mutate({ extent, ground: code, reviewOn });
            }}
          >
            {say('drawUp')}
          </Button>
        </Form.Item>
      )}
    </>
  );
}

/** What the decision still lacks, beside its fields. */
function Problems({ draft }: { draft: DraftSave }) {
  const words = useServerWords(tables);
  const own = draft.problems.filter((one) => one.code.startsWith('withholding-'));
  if (own.length === 0) return null;
  return (
    <div role="status">
      <ul className="plain-list red">
        {own.map((one) => (
          <li key={one.code}>{words(`problem.${one.code}`, one.params)}</li>
        ))}
      </ul>
    </div>
  );
}
