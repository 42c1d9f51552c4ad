import type { Actor } from '#kernel';
import { hashToken } from '#modules/identity';
import type { Database } from '#platform/database';
import type { Bench } from '../frame/measure.ts';

/** Below the root: ten cities of ten districts of ten towns, and as many villages as make the tree whole. */
const AREAS = { cities: 10, districts: 100, towns: 1_000 };
const FIRST = { city: 11, district: 111, town: 1_011, village: 10_000 };
const LINES = 12;

/** The person who is asked about, and the session they hold. */
export const TOKEN = 'bench-session-of-somebody-with-five-roles';

/** Where the five roles are, for questions about what they cover. */
export type Tree = {
  readonly units: number;
  readonly people: number;
  readonly villagesPerTown: number;
  /** A town whose villages the person covers from above. */
  readonly town: number;
  /** Ids of covered villages and of villages elsewhere, in turn, for random access. */
  readonly village: (call: number) => number;
};

/**
 * A province: every town has its villages, every unit a clerk, and one person holds five roles: a district from above, a
 * town from above, a village, the organ of a town, and a line across all. Written by the owner; constraints hold.
 */
export async function loadTree(owner: Database, units: number, tell: Bench['progress']): Promise<Tree> {
  const villagesPerTown = Math.ceil((units - 1 - AREAS.cities - AREAS.districts - AREAS.towns) / AREAS.towns);
  const villages = villagesPerTown * AREAS.towns;
  await owner.pool.query(`
    insert into organisations.line (id, code, name)
      select n, 'line-' || n, '第' || n || '条线' from generate_series(1, ${LINES}) n;
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
      values (1, 'root', '云溪省委员会', 'province', 'localPartyCommittee', null, '/1/', now());
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at, sort_order)
      select ${FIRST.city} + n, 'city-' || n, '第' || n || '市委员会', 'city', 'localPartyCommittee', 1,
        '/1/' || ${FIRST.city} + n || '/', now(), n from generate_series(0, ${AREAS.cities - 1}) n;
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at, sort_order)
      select ${FIRST.district} + n, 'district-' || n, '第' || n || '区委员会', 'district', 'localPartyCommittee', s.id,
        s.path || ${FIRST.district} + n || '/', now(), n
      from generate_series(0, ${AREAS.districts - 1}) n join organisations.unit s on s.id = ${FIRST.city} + n / 10;
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at, sort_order)
      select ${FIRST.town} + n, 'town-' || n, '第' || n || '镇委员会', 'town', 'grassrootsPartyCommittee', s.id,
        s.path || ${FIRST.town} + n || '/', now(), n
      from generate_series(0, ${AREAS.towns - 1}) n join organisations.unit s on s.id = ${FIRST.district} + n / 10`);
  const chunk = 20;
  for (let first = 0; first < AREAS.towns; first += chunk) {
    await owner.pool.query(villagesOf(first, first + chunk - 1, villagesPerTown));
    tell(`C1: tree of ${units} units`, (first + chunk) * villagesPerTown, villages);
  }
  await owner.pool.query(peopleAndGrants());
  await owner.pool.query('vacuum analyze');
  const all = FIRST.village + villages;
  return {
    units: 1 + AREAS.cities + AREAS.districts + AREAS.towns + villages,
    people: villages,
    villagesPerTown,
    town: FIRST.town + 205,
    // 7919 is prime: steps through the whole tree, so no page is asked for twice in a row.
    village: (call) => FIRST.village + ((call * 7_919) % (all - FIRST.village)),
  };
}

/** Names are made of 40 × 24 stems and a number, so that words are rare and common as they are in a real tree. */
function villagesOf(firstTown: number, lastTown: number, perTown: number): string {
  return `
    insert into organisations.unit (id, code, name, short_name, level, kind, superior_id, line_id, path, created_at, sort_order)
      select v.id, 'village-' || v.id, stem || t || '镇' || stem || v.n || '村村民委员会', stem || v.n || '村委会', 'village', 'villageCommittee',
        s.id, case when v.id % 5 = 0 then 1 + v.id / 5 % ${LINES} end, s.path || v.id || '/', now(), v.n
      from generate_series(${firstTown}, ${lastTown}) t
      join organisations.unit s on s.id = ${FIRST.town} + t
      cross join lateral (
        select n, ${FIRST.village} + t * ${perTown} + n as id from generate_series(0, ${perTown - 1}) n) v
      cross join lateral (
        select substr('青白石清云柳竹杏梅枫松荷菱鹤雁鹿溪泉月星晴禾麦稻桑茶橘梨枣桂兰菊葵槐梧樟柏榕桦芦', 1 + v.id % 40, 1)
          || substr('坪坝冲垭洼峪嘴沟滩湾堂园庄屯铺台桥井塘圩垅埂浦渡', 1 + v.id / 40 % 24, 1) as stem) w`;
}

/** Names of two and three characters as they are in life: few surnames, many given names. */
function nameOf(id: string): string {
  const one = (from: string, by: number) => `substr('${from}', 1 + ${id} / ${by} % ${from.length}, 1)`;
  return [
    one('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢', 1),
    one('书予亦佳俊若雨梓子思一允景知临砚承泽嘉启昱沐清晚乐怀谨朗舒维世秋春冬夏', 24),
    one('禾桐岚笙瑜琛宁安然诺妍彤悦璇珩霖川山石舟帆原野溪月竹松柏梅兰菊荷苇蓝青墨', 840),
  ].join(' || ');
}

function peopleAndGrants(): string {
  const person = (role: string, reach: string, unit: number, line: string) =>
    `('${role}', '${reach}', ${unit}, ${line})`;
  return `
    insert into identity.person (id, account, name, home_unit, created_at)
      select gen_random_uuid(), 'p' || code || '.h1', ${nameOf('id')}, id, now() from organisations.unit where level = 'village';
    insert into identity.person (id, account, name, home_unit, created_at)
      values ('00000000-0000-7000-8000-000000000001', 'five-roles', '五岗', ${FIRST.district + 3}, now());
    insert into identity.role_grant (id, person, role, unit, reach, line, starts_on, granted_at)
      select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', role, unit, reach, line::integer, current_date - 10, now()
      from (values ${[
        person('committeeOffice', 'below', FIRST.district + 3, 'null'),
        person('approver', 'below', FIRST.town + 205, 'null'),
        person('handler', 'own', FIRST.village + 77, 'null'),
        person('reviewer', 'own', FIRST.town + 700, 'null'),
        person('lineLead', 'line', FIRST.district + 50, '4'),
      ].join(', ')}) g (role, reach, unit, line);
    insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
      select gen_random_uuid(), id, 'handler', home_unit, 'own', current_date - 10, now()
      from identity.person where account like 'pvillage-%';
    insert into identity.session (id, token_hash, person, created_at, last_seen_at, expires_at, second_factor)
      values ('00000000-0000-7000-8000-000000000002', '${hashToken(TOKEN)}', '00000000-0000-7000-8000-000000000001',
        now(), now() + interval '1 day', now() + interval '2 days', false);
    insert into identity.session (id, token_hash, person, created_at, last_seen_at, expires_at, second_factor)
      select gen_random_uuid(), md5(id::text) || md5(account), id, now(), now(), now() + interval '1 day', false
      from identity.person limit 20000`;
}

/** @throws when the person does not hold the five roles of the world */
export function requireFiveRoles(actor: Actor): void {
  if (actor.grants.length !== 5) throw new Error(`${actor.name} holds ${actor.grants.length} roles, not 5`);
}
