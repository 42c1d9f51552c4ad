/*
 * What stands on a sheet beside the item's own words. A sheet hangs on a Chinese board whoever prints it, so these are no messages
 * of the interface and are not translated.
 */
export const sheetWords = {
  board: '公开栏',
  issuer: '公开单位',
  number: '文号',
  index: '索引号',
  published: '公开日期',
  period: (from: string, until: string, days: string) => `公布时间：${from}起，${until}前不得取下${days}`,
  days: (days: number, working: boolean) => `（不少于${days}${working ? '个工作日' : '日'}）`,
  periodOpen: (from: string) => `公布时间：${from}起`,
  phone: (numbers: string) => `监督电话：${numbers}`,
  opinion: '意见建议：可拨打监督电话，或扫码在网页上反映',
  scan: '扫码看全文、附件和核对方法',
  cut: '（全文及附件请扫码查看）',
  proof: (index: number, size: number, root: string, day: string) =>
    `公开登记第${index}号　${day}登记　登记总数${size}　根指纹 ${root.slice(0, 8)} ${root.slice(8, 16)} ${root.slice(16, 24)} ${root.slice(24, 32)}`,
  noProof: '公开登记：尚未登记',
  proofCode: '登记核对码',
  printed: (day: string) => `${day}打印`,
} as const;
