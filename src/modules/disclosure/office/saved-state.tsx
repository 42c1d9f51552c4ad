import { Button } from 'antd';
import { formatMoment, useText } from '#ui/office';
import type { DraftSave } from './draft-save.ts';
import { texts } from './messages.ts';

/** Says whether the text is safe. */
export function SavedState({ draft }: { draft: DraftSave }) {
  const say = useText(texts);
  const { state } = draft;
  const words =
    state.kind === 'saved'
      ? say('compose.save.saved', { at: formatMoment(state.at).slice(-5) })
      : state.kind === 'failed'
        ? say('compose.save.failed', { why: state.why })
        : say(`compose.save.${state.kind}`);
  return (
    <span className="row">
      <span
        role="status"
        className={state.kind === 'failed' || state.kind === 'conflict' ? 'red' : 'saved-state'}
      >
        {words}
      </span>
      {state.kind === 'waiting' || state.kind === 'failed' ? (
        <Button size="small" onClick={() => void draft.flush()}>
          {say('compose.saveNow')}
        </Button>
      ) : null}
    </span>
  );
}
