/** 模板: a whole text with fields to fill in; 范文: a model text; 常用语: a passage put in at the cursor. */
export const templateKinds = ['template', 'sample', 'phrase'] as const;
export type TemplateKind = (typeof templateKinds)[number];

/** Fields that are filled in where a text begins from a template; anything else in braces stays for the writer. */
export const templateFields = ['单位', '日期', '年份', '事项', '期间', '联系电话', '监督电话'] as const;
export type TemplateField = (typeof templateFields)[number];
