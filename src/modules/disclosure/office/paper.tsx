import { RichTextView, useText } from '#ui/office';
import type { DraftContent } from '../forms.ts';
import { texts } from './messages.ts';

type PaperProps = {
  readonly content: DraftContent;
  readonly imageAddress: (sha256: string) => string | undefined;
};

/** The text as it will be read: title, document number, body in its own typography. */
export function Paper({ content, imageAddress }: PaperProps) {
  const say = useText(texts);
  const title = content.title === '' ? say('untitled') : content.title;
  return (
    <article className="paper" aria-label={title}>
      <p className="paper-title">{title}</p>
      {content.documentNumber === null ? null : (
        <p className="paper-number nowrap">{content.documentNumber}</p>
      )}
      <RichTextView text={content.body} imageAddress={imageAddress} />
    </article>
  );
}
