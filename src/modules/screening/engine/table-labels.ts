/** Words that name a column or a field. A cell made of one is a label, not somebody's data. */
const labelWord =
  /姓名|名字|户主|性别|民族|年龄|周岁|出生|生日|身份证|身份号|证件|证号|证书|护照|通行证|军官证|电话|手机|联系|传真|微信|QQ|邮箱|E-?mail|账号|帐号|账户|卡号|银行|存折|一折通|一卡通|住址|地址|地点|户籍|住所|籍贯|备注|序号|编号|编码|代码|号码|文号|金额|数额|标准|单位|部门|职务|职业|学历|文化程度|病种|疾病|病情|残疾|致贫|原因|诊断|健康|学校|班级|年级|学籍|学生|儿童|幼儿|监护|家长|车牌|车号|号牌|日期|时间|年月|事项|项目|名称|类别|类型|面积|数量|人数|户数|人口|经营者|负责人|供应商|摘要|收入|支出|凭证|成绩|排名|事由|型号|预算|决算|信息|辅具|关系/i;

/** Short, without long numbers, and naming a field. */
export function isLabel(cell: string): boolean {
  const text = cell.trim();
  return text !== '' && text.length <= 20 && !/[\d０-９]{4}/.test(text) && labelWord.test(text);
}

type Headings = { readonly texts: readonly string[]; readonly isOpen: boolean };

/**
 * What each cell of a table stands under: the heading of its column, or, in a form, the label to its left. Headings may
 * take several rows (联系信息 above 手机号) and may come again after a page break.
 * @param rows cells by rows, ragged rows allowed
 */
export function labelsOf(rows: readonly (readonly string[])[]): string[][] {
  let headings: Headings = { texts: [], isOpen: false };
  return rows.map((row, index) => {
    if (isHeadingRow(row, index === 0)) {
      headings = {
        texts: headings.isOpen ? under(headings.texts, row) : row,
        isOpen: true,
      };
      return row.map((_, at) => fieldBefore(row, at) ?? '');
    }
    // A title across the table, or an empty line, is neither heading nor data.
    if (row.filter((cell) => cell.trim() !== '').length > 1) headings = { ...headings, isOpen: false };
    return row.map((_, at) => `${fieldBefore(row, at) ?? ''} ${headingOf(headings.texts, row, at)}`.trim());
  });
}

/** A second row of headings. One with fewer cells lost the empty ones before it: what is divided further stands last. */
function under(above: readonly string[], row: readonly string[]): string[] {
  const length = Math.max(above.length, row.length);
  const lost = length - row.length;
  return Array.from({ length }, (_, at) => `${above[at] ?? ''} ${row[at - lost] ?? ''}`.trim());
}

/** Most cells of a heading are labels; a first row without numbers is one too when at least one cell is. */
function isHeadingRow(row: readonly string[], isFirst: boolean): boolean {
  const filled = row.filter((cell) => cell.trim() !== '');
  if (filled.length < 2) return false;
  const labels = filled.filter(isLabel).length;
  if (isForm(row)) return false;
  if (labels * 2 > filled.length) return true;
  return isFirst && labels > 0 && !filled.some((cell) => /[\d０-９]{5}/.test(cell));
}

/** 姓名 | 某人 | 性别 | 男: label and value by turns. */
function isForm(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '');
  const isTurn = filled.every((cell, at) => (at % 2 === 0 ? isLabel(cell) : !isLabel(cell)));
  return isTurn && filled.length >= 2 && filled.length % 2 === 0;
}

function fieldBefore(row: readonly string[], at: number): string | undefined {
  const left = row[at - 1];
  const cell = row[at] ?? '';
  return left !== undefined && isLabel(left) && !isLabel(cell) ? left.trim() : undefined;
}

/** A row with fewer cells than headings lost empty ones on the way (printed tables): any heading it may stand under. */
function headingOf(headings: readonly string[], row: readonly string[], at: number): string {
  const lost = Math.max(0, Math.min(headings.length - row.length, 3));
  return headings
    .slice(at, at + lost + 1)
    .join(' ')
    .trim();
}
