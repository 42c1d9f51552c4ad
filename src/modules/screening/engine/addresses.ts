import { type Candidate, matchesOf, type Page, wordsAfter, wordsBefore } from './page.ts';
import { tellsPerson } from './people.ts';

const number = '[0-9一二三四五六七八九十百]{1,5}';
/** House, group or flat: what leads to a door. Groups may be ordinal (第三组); `第5号` is a decree. */
const doorPattern = new RegExp(
  `(?:第?${number} ?(?:组|社)(?![织会区])|(?<!第)(?:${number} ?(?:号楼|栋|幢|单元|室|弄)|\\d{1,5} ?号))(?: ?[0-9A-Z一二三四五六七八九十-]{1,6} ?(?:号楼|号|栋|幢|单元|室|座|层|楼|户|门)){0,4}`,
  'g',
);
const placeEnd =
  /(?:村|社区|路|街|大道|巷|弄|里|道|胡同|小区|新村|花园|家园|公寓|苑|城|庄|屯|寨|湾|坊|园|大院|家属院|小组|自然村)$/;
const placeChain = /[\u4e00-\u9fa5]{1,8}(?:省|市|县|区|旗|镇|乡|村|街道|社区)/;
const homeLabel = /住址|户籍|户口|居住地|现住|家住|住所|住在|住:|住于|家庭地址|送达地址/;
const organLabel =
  /办公|机关|单位|政府|中心|委员会|法院|检察院|公司|学校|医院|窗口|大厅|地点|会议|报名|受理|办理|领取|举行|召开|位于|坐落|项目|工程|通讯地址|通信地址|联系地址|服务|施工/;
/** 住所 in the register of a company is its seat. */
const seat = /(?:公司|企业|合作社|协会|机构|法人|厂)[^\n]{0,12}住所/;
/** What leads to a place and is no part of it. */
const lead =
  /^.{0,12}?(?:家住|现住|经常居住地[为是]?|居住地[为是]?|居住[于在]?|住址[为是]?|住[在于]?|地址[为是]?|所在地[为是]?)(?=.{2})/;

/** Looks for the door first, then back (at most 48 characters) for the place it belongs to. */
export function detectAddresses(page: Page): Candidate[] {
  return matchesOf(page, doorPattern).flatMap((match): Candidate[] => {
    const place = placeBefore(page, match.index);
    if (place === undefined) return [];
    const end = match.index + match[0].length;
    const value = page.text.slice(place, end);
    const words = wordsBefore(page, place, 40);
    const isHome =
      homeLabel.test(words.slice(-25)) && !seat.test(words) && !organLabel.test(page.context.label ?? '');
    const isDoor = /[组社室栋幢户]|单元|号楼/.test(match[0]);
    if (!isDoor && !isHome) return [];
    const isOwn = (page.context.organAddresses ?? []).some(
      (address) => address !== '' && value.includes(address),
    );
    const isFlagged =
      !isOwn &&
      (isHome || (isDoor && !isOrgans(page, words, value, end) && !isOnlyGroup(page, match, words)));
    return [
      {
        kind: 'home_address',
        start: place,
        end,
        value,
        confidence: isHome ? 'high' : 'medium',
        reason: isHome ? 'label' : 'residence',
        isFlagged,
      },
    ];
  });
}

function isOrgans(page: Page, words: string, value: string, end: number): boolean {
  return (
    organLabel.test(words) ||
    organLabel.test(value) ||
    seat.test(words) ||
    /^[^,。;]{0,6}(?:政府|大厅|中心|会议室|办公室|公司|学校|医院|局|所(?!在)|至|到)/.test(
      wordsAfter(page, end),
    )
  );
}

/** 某村五组, 某小区9号楼 alone is a part of a village or an estate; it is a home where a person stands before it. */
function isOnlyGroup(page: Page, door: RegExpExecArray, words: string): boolean {
  if (!/(?:[组社栋幢]|号楼)$/.test(door[0])) return false;
  const after = wordsAfter(page, door.index + door[0].length);
  return !tellsPerson(words) || !/^(?:[,。;)\s]|$)/.test(after);
}

function placeBefore(page: Page, door: number): number | undefined {
  const from = Math.max(0, door - 48);
  const before = page.text.slice(from, door).trimEnd();
  const cut = Math.max(...[...',。;:、()〔〕《》“”"\n\t '].map((stop) => before.lastIndexOf(stop)));
  const chain = before.slice(cut + 1);
  if (!placeEnd.test(chain) || !placeChain.test(chain)) return undefined;
  return from + cut + 1 + (lead.exec(chain)?.[0].length ?? 0);
}
