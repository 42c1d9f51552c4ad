import { useText } from '#ui/office';
import type { DraftContent } from '../../forms.ts';
import { useGroundWords } from './grounds.tsx';
import { withholdingTexts } from './texts.ts';

/** On the case page: what is signed about withholding, the basis included. */
export function WithholdingBox({ content }: { content: DraftContent }) {
  const say = useText(withholdingTexts);
  const wordsOf = useGroundWords();
  const { withholding } = content;
  if (withholding === undefined) return null;
  const { words, citation } = wordsOf(withholding.ground);
  return (
    <div className="side-block">
      <h2>{say('withholdings')}</h2>
      <dl className="facts">
        <dt>{say('extent')}</dt>
        <dd>{say(`extent.${withholding.extent}`)}</dd>
        <dt>{say('ground')}</dt>
        <dd>
          {words}
          <br />
          <span className="quiet">
            {citation} · {withholding.ground}
          </span>
        </dd>
        <dt>{say('basis')}</dt>
        <dd>{withholding.basis === '' ? '—' : withholding.basis}</dd>
        <dt>{say('reviewOn')}</dt>
        <dd className="tabular">{withholding.reviewOn ?? '—'}</dd>
        <dt>{say('notice')}</dt>
        <dd>{withholding.notice === 'none' ? say('none2') : withholding.noticeText}</dd>
      </dl>
    </div>
  );
}
