import { useText } from '#ui/office';
import { briefTexts } from './brief-texts.ts';

/** 打印张贴单: A4, A3, and the whole text on as many pages as it takes. */
export function SheetLinks({ path }: { path: string }) {
  const say = useText(briefTexts);
  const link = (query: string, words: string) => (
    <a href={`${path}?${query}`} target="_blank" rel="noopener" className="nowrap">
      {words}
    </a>
  );
  return (
    <span className="row">
      <span className="quiet nowrap">{say('sheet')}</span>
      {link('paper=A4', 'A4')}
      {link('paper=A3', 'A3')}
      {link('paper=A4&pages=whole', say('sheetWhole'))}
    </span>
  );
}
