import type { Finding } from '../forms.ts';
import { classOfKind } from '../kinds.ts';
import { ageOn } from './checksum.ts';
import { maskValue } from './mask.ts';
import { type Candidate, matchesOf, type Page } from './page.ts';
import type { Passage } from './passages.ts';
import { isName, nameAtEnd } from './people.ts';

/** Age under which a person's information is sensitive by itself (个人信息保护法 art. 28). */
const adultFrom = 14;

/** 张某(9岁), 张某,女,今年9岁, 张某(男,9周岁). */
const nameWithAge =
  /([\u4e00-\u9fa5]{2,8})(?:[,、(]{1,2}(?:[男女]孩?[,、]?)?|(?=今年|现年|年仅))(?:今年|现年|年仅)?(\d{1,2})周?岁\)?/g;

/** 三年级学生某某, 四(2)班某某同学: school years of children under fourteen. */
const nameWithYear =
  /(?:(?:小学|幼儿园|学前班|[大中小]班)(?:学生|小朋友|幼儿|同学)|[一二三四五六]年级(?:学生|同学)?|[一二三四五六]\(\d{1,2}\)班(?:学生|同学)?)([\u4e00-\u9fa5]{2,3}?)(?:同学|小朋友|(?=[,、。;()\s]|$))/g;

/** A name with an age under fourteen, or in a class of children that age. */
export function detectChildren(page: Page): Candidate[] {
  return [...agedNames(page), ...pupils(page)];
}

function pupils(page: Page): Candidate[] {
  return matchesOf(page, nameWithYear).flatMap((match): Candidate[] => {
    const name = match[1] ?? '';
    if (!isName(name) || /[园校]长|老师|教师|教室|书记|主任|医生$/.test(name)) return [];
    const start = match.index + match[0].lastIndexOf(name);
    return [
      {
        kind: 'minor_name',
        start,
        end: start + name.length,
        value: name,
        confidence: 'medium',
        reason: 'ageUnder14',
        isFlagged: true,
      },
    ];
  });
}

function agedNames(page: Page): Candidate[] {
  return matchesOf(page, nameWithAge).flatMap((match): Candidate[] => {
    const words = match[1] ?? '';
    const name = nameAtEnd(words);
    if (Number(match[2]) >= adultFrom || name === undefined) return [];
    const start = match.index + words.length - name.length;
    const end = match.index + match[0].length;
    return [
      {
        kind: 'minor_name',
        start,
        end,
        value: page.text.slice(start, end),
        confidence: 'high',
        reason: 'ageUnder14',
        isFlagged: true,
      },
    ];
  });
}

const nameColumn = /姓名|名字|儿童|幼儿|学生|孩子/;
const otherPerson = /监护|家长|父|母|老师|教师|负责|联系|户主|经办|代领|申请人/;
const childColumn = /儿童|幼儿|婴儿|孩子/;

/** A row that tells that its person is a child: by age, school year, identity number, or the heading of the name itself. */
export function childrenInRows(
  passages: readonly Passage[],
  today: string | undefined,
  fingerprint: (kind: 'minor_name', name: string) => string,
): Finding[] {
  const rows = new Map<string, Passage[]>();
  for (const passage of passages) {
    if (passage.row === null) continue;
    rows.set(passage.row, [...(rows.get(passage.row) ?? []), passage]);
  }
  return [...rows.values()].flatMap((row) => {
    if (!row.some((cell) => tellsChild(cell.label ?? '', cell.text.trim(), today))) return [];
    return row.flatMap((cell) => (isNameOfRow(cell.label ?? '') ? nameFinding(cell, fingerprint) : []));
  });
}

const isNameOfRow = (label: string) => nameColumn.test(label) && !otherPerson.test(label);

function tellsChild(label: string, text: string, today: string | undefined): boolean {
  if (/年龄|周岁/.test(label))
    return /^\d{1,2}(?:岁|周岁)?$/.test(text) && Number.parseInt(text, 10) < adultFrom;
  if (/年级|班级/.test(label))
    return /小学|幼儿园|学前|[大中小]班|^[一二三四五六1-6]年级|^[1-6一二三四五六][(（]\d+/.test(text);
  if (childColumn.test(label) && /姓名/.test(label)) return nameAtEnd(text) !== undefined;
  const number = /^[GLJglj]?\d{6}(\d{8})\d{3}[\dXx](?:\d{2})?$/.exec(text.replaceAll(/[\s-]/g, ''))?.[1];
  if (number === undefined) return false;
  if (/学籍/.test(label)) return true;
  return today !== undefined && /身份证|证件号|身份号/.test(label) && ageOn(today, number) < adultFrom;
}

function nameFinding(cell: Passage, fingerprint: (kind: 'minor_name', name: string) => string): Finding[] {
  const name = cell.text.trim();
  if (!isName(name)) return [];
  const start = cell.offset + cell.text.indexOf(name);
  return [
    {
      kind: 'minor_name',
      label: 'screening.kind.minor_name',
      start,
      end: start + name.length,
      masked: maskValue('minor_name', name),
      place: cell.place,
      reason: 'ageUnder14',
      confidence: 'medium',
      class: classOfKind.minor_name,
      fingerprint: fingerprint('minor_name', name),
    },
  ];
}
