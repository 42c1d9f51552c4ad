import { AlignmentType, type IStylesOptions, LineRuleType } from 'docx';
import type { Measures } from '../measures.ts';

/** Twentieths of a point, Word's unit. */
export const twips = (points: number) => Math.round(points * 20);
export const mm = (millimetres: number) => Math.round((millimetres / 25.4) * 1440);

/** Fonts by the names Word on office machines knows them by; it substitutes where one is missing. */
export const wordFonts = {
  fangsong: '仿宋_GB2312',
  kaiti: '楷体_GB2312',
  heiti: '黑体',
  biaosong: '方正小标宋简体',
  song: '宋体',
} as const;

const font = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });

/** Width of one character on the grid, in points. */
export const stepOf = (m: Measures) => ((m.textWidth / 25.4) * 72) / m.charsPerLine;
export const pitchOf = (m: Measures) => ((m.textHeight / 25.4) * 72) / m.linesPerPage;

/** Styles an official can go on working with: 标题, 标题 1–4, 主送机关, 附件说明, 署名, 成文日期, 附注, 版记. */
export function stylesOf(m: Measures): IStylesOptions {
  const size = m.textSize * 2;
  const pitch = { line: twips(pitchOf(m)), lineRule: LineRuleType.EXACT, before: 0, after: 0 };
  const indented = { firstLine: twips(2 * stepOf(m)) };
  const flush = { firstLine: 0 };
  const level = (name: string) => ({
    run: { size, bold: false, italics: false, color: '000000', font: font(name) },
    paragraph: { spacing: pitch, indent: indented, keepNext: true },
  });
  const named = (id: string, name: string, indent: object = flush, more: object = {}) => ({
    id,
    name,
    basedOn: 'Normal',
    next: 'Normal',
    quickFormat: true,
    paragraph: { indent, ...more },
  });
  return {
    default: {
      document: {
        run: {
          size,
          font: font(wordFonts.fangsong),
          language: { value: 'zh-CN', eastAsia: 'zh-CN' },
          // 28 characters a line. Word's own grid of characters is read differently by other programs.
          characterSpacing: twips(stepOf(m) - m.textSize),
        },
        paragraph: { spacing: pitch, alignment: AlignmentType.BOTH },
      },
      title: {
        run: { size: m.titleSize * 2, bold: false, color: '000000', font: font(wordFonts.biaosong) },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: {
            line: twips(m.titlePitch),
            lineRule: LineRuleType.EXACT,
            before: twips(m.titleBelowRule * pitchOf(m)),
            after: twips(m.addresseeBelowTitle * pitchOf(m)),
          },
        },
      },
      heading1: level(wordFonts.heiti),
      heading2: level(wordFonts.kaiti),
      heading3: level(wordFonts.fangsong),
      heading4: level(wordFonts.fangsong),
    },
    paragraphStyles: [
      named('GkBody', '公文正文', indented),
      named('GkAddressee', '主送机关'),
      named('GkAttachments', '附件说明', indented),
      named('GkSignature', '公文署名'),
      named('GkDate', '成文日期'),
      named('GkNote', '附注', indented),
      named('GkRecord', '版记', { left: twips(stepOf(m)), right: twips(stepOf(m)) }),
      named('GkHead', '版头'),
      named('GkTable', '公文表格', flush, { alignment: AlignmentType.LEFT }),
      named('GkTableHead', '公文表头', flush, { alignment: AlignmentType.CENTER }),
    ],
  };
}
