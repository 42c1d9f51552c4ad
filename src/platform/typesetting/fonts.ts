import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypesettingFault } from './faults.ts';
import { type Coverage, coverageOf, type Face, facesOf, withFamily } from './sfnt.ts';

/** What a font is for (GB/T 9704-2012): 仿宋 text, 楷体 second headings, 黑体 first headings, 小标宋 titles, 宋 page numbers. */
export const fontRoles = ['song', 'fangsong', 'kaiti', 'heiti', 'biaosong'] as const;
export type FontRole = (typeof fontRoles)[number];

/** Names under which machines of offices have the fonts of a role, best first; data, not law. */
export const wantedFamilies: Readonly<Record<FontRole, readonly string[]>> = {
  song: ['方正书宋_GBK', 'FZShuSong-Z01', '宋体', 'SimSun', '华文宋体', 'STSong'],
  fangsong: [
    '仿宋_GB2312',
    'FangSong_GB2312',
    '方正仿宋_GBK',
    'FZFangSong-Z02',
    '仿宋',
    'FangSong',
    '华文仿宋',
    'STFangsong',
    '朱雀仿宋',
    'Zhuque Fangsong (technical preview)',
  ],
  kaiti: [
    '楷体_GB2312',
    'KaiTi_GB2312',
    '方正楷体_GBK',
    'FZKai-Z03',
    '楷体',
    'KaiTi',
    '华文楷体',
    'STKaiti',
    '霞鹜文楷',
    'LXGW WenKai',
  ],
  heiti: ['方正黑体_GBK', 'FZHei-B01', '黑体', 'SimHei', '华文黑体', 'STHeiti'],
  biaosong: [
    '方正小标宋_GBK',
    'FZXiaoBiaoSong-B05',
    '方正小标宋简体',
    'FZXiaoBiaoSong-B05S',
    '华文中宋',
    'STZhongsong',
  ],
};

/**
 * What the program brings itself. No free 仿宋 or 楷体 comes as one font file in a package: there 宋 stands in, and the list of
 * fonts in a PDF says so (ADR 0017).
 */
const serif = () => import.meta.resolve('@expo-google-fonts/noto-serif-sc');
const sans = () => import.meta.resolve('@embedpdf/fonts-sc');
const song = [serif, './400Regular/NotoSerifSC_400Regular.ttf'] as const;
const shipped: Readonly<Record<FontRole, readonly [from: () => string, file: string]>> = {
  song,
  fangsong: song,
  kaiti: song,
  heiti: [sans, '../fonts/NotoSansHans-Medium.otf'],
  biaosong: [serif, './700Bold/NotoSerifSC_700Bold.ttf'],
};

/** The font of each role with its bytes under the role's own family name, `gk-<role>`. */
export type FontSet = {
  readonly fonts: readonly { readonly role: FontRole; readonly font: string; readonly bytes: Buffer }[];
  /** Characters that at least one of the fonts has. */
  readonly has: Coverage;
  /** Changes whenever another font would be used. */
  readonly key: string;
};

/**
 * Finds a font for each role: in the folder given first, then among what the program brings.
 * @param folder `GONGKAI_FONTS`; null: none
 * @throws TypesettingFault `fonts-missing` when a role has no font at all, or the folder cannot be read
 */
export function loadFonts(folder: string | null): FontSet {
  const offered = folder === null ? [] : facesIn(folder);
  const fonts = fontRoles.map((role) => {
    const face = chosenFrom(offered, role) ?? shippedFace(role);
    return { role, face, font: face.postScriptName, bytes: withFamily(face, `gk-${role}`) };
  });
  const coverages = [...new Set(fonts.map((one) => one.face))].map(coverageOf);
  const hash = createHash('sha256');
  for (const { role, face } of fonts) hash.update(`${role} ${face.postScriptName} ${face.bytes.length}\n`);
  return {
    fonts: fonts.map(({ role, font, bytes }) => ({ role, font, bytes })),
    has: (codePoint) => coverages.some((covers) => covers(codePoint)),
    key: hash.digest('hex'),
  };
}

const plainName = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');

function chosenFrom(faces: readonly Face[], role: FontRole): Face | undefined {
  for (const wanted of wantedFamilies[role]) {
    const found = faces.find((face) => face.names.some((name) => plainName(name) === plainName(wanted)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every face of the folder; a file that is no font is passed over. */
function facesIn(folder: string): readonly Face[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(ttf|otf|ttc|otc)$/i.test(name))
      .sort()
      .flatMap((name) => facesOf(readFileSync(join(folder, name))));
  } catch (error) {
    throw new TypesettingFault('fonts-missing', `the folder of fonts ${folder} cannot be read`, {
      cause: error,
    });
  }
}

const read = new Map<string, Face>();

function shippedFace(role: FontRole): Face {
  const [from, file] = shipped[role];
  const known = read.get(file);
  if (known !== undefined) return known;
  const face = facesOf(readShipped(from, file))[0];
  if (face === undefined) throw new TypesettingFault('fonts-missing', `${file} is no font`);
  read.set(file, face);
  return face;
}

/** @param from says where the package lies; throws when it is not installed */
function readShipped(from: () => string, file: string): Buffer {
  try {
    return readFileSync(new URL(file, from()));
  } catch (error) {
    throw new TypesettingFault('fonts-missing', `the font ${file} is not installed`, { cause: error });
  }
}
