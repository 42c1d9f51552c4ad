import assert from 'node:assert/strict';
import { test } from 'node:test';
import { office, person } from '../testing/office.ts';
import type { TemplateList, TemplateView } from './forms.ts';

const words = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const form = (unit: number, changes: Record<string, unknown> = {}) => ({
  unit,
  kind: 'template',
  name: '财务公示模板',
  unitKind: null,
  affairsKind: 'village',
  title: '{单位}关于{期间}财务收支情况的公示',
  body: words('现将{事项}公示如下。'),
  note: '每季度使用',
  ...changes,
});
const list = '/api/disclosures/templates';

test('a committee office keeps templates for all below it; writers below choose from them; versions stay', async (t) => {
  const { app, cast, call } = await office(t);
  const keeper = await person(app, '冯办公', 902, ['committeeOffice']);
  // The office of a town keeps for the villages below it: its role reaches down.
  await app.db.owner.pool.query(`update identity.role_grant set reach = 'below' where person = $1`, [
    keeper.id,
  ]);

  const made = await call(keeper, 'POST', list, form(902));
  assert.equal(made.status, 200, made.text);
  const template: TemplateView = made.json();
  assert.deepEqual([template.version, template.mayKeep, template.unit.name], [1, true, '云溪镇党委']);
  const forSchools = await call(keeper, 'POST', list, form(902, { name: '学校用', unitKind: 'school' }));
  assert.equal(forSchools.status, 200, forSchools.text);

  const offered: TemplateList = (await call(cast.handler, 'GET', `${list}?unit=903`)).json();
  assert.deepEqual(
    offered.rows.map((row) => [row.name, row.mayKeep]),
    [['财务公示模板', false]],
    'a village is not offered what is for schools, and its writer may not change what is offered',
  );
  assert.ok(offered.unitKinds.some((one) => one.kind === 'school' && one.name === '学校'));
  const all: TemplateList = (await call(keeper, 'GET', `${list}?unit=902&all=yes`)).json();
  assert.equal(all.rows.length, 2);
  const aside: TemplateList = (await call(cast.elsewhere, 'GET', `${list}?unit=904`)).json();
  assert.deepEqual(aside.rows, [], 'a town aside has none of them');

  const at = `${list}/${template.id}`;
  const { unit: _, kind: __, ...text } = form(902, { name: '财务公示模板（新）' });
  const revised = await call(keeper, 'POST', `${at}/versions`, { basedOn: 1, ...text });
  assert.equal(revised.status, 200, revised.text);
  assert.deepEqual(
    revised.json().versions.map((one: { version: number; name: string }) => [one.version, one.name]),
    [
      [2, '财务公示模板（新）'],
      [1, '财务公示模板'],
    ],
  );
  const late = await call(keeper, 'POST', `${at}/versions`, { basedOn: 1, ...text });
  assert.deepEqual([late.status, late.json().error.code], [409, 'template-changed']);
  await assert.rejects(
    app.db.owner.pool.query(`update disclosure.text_template_version set name = 'x' where template_id = $1`, [
      template.id,
    ]),
    /append-only|may not be changed|refuse/i,
  );

  assert.equal((await call(keeper, 'POST', `${at}/retire`)).status, 200);
  const again = await call(keeper, 'POST', `${at}/versions`, { basedOn: 2, ...text });
  assert.deepEqual([again.status, again.json().error.code], [409, 'template-retired']);
  assert.deepEqual((await call(cast.handler, 'GET', `${list}?unit=903`)).json().rows, []);
  const audit = await app.db.owner.pool.query(
    `select action from platform.audit where action like 'disclosure.template-%' order by seq`,
  );
  assert.deepEqual(
    audit.rows.map((one) => one.action),
    [
      'disclosure.template-create',
      'disclosure.template-create',
      'disclosure.template-revise',
      'disclosure.template-retire',
    ],
  );
});

test('who may not keep templates is refused; what does not exist is 404; bad ones are refused with their reason', async (t) => {
  const { app, cast, call } = await office(t);
  const keeper = await person(app, '冯办公', 902, ['committeeOffice']);
  const refused = async (who: typeof keeper | null, body: unknown, expected: string) => {
    const answer = await call(who, 'POST', list, body);
    assert.equal(`${answer.status} ${answer.json().error.code}`, expected, answer.text);
  };
  await refused(null, form(902), '401 sign-in-required');
  await refused(cast.handler, form(903), '403 not-permitted');
  await refused(keeper, form(901), '403 not-permitted');
  await refused(keeper, form(99_999), '403 not-permitted');
  await refused(keeper, form(902, { body: words('') }), '400 invalid-input');
  await refused(
    keeper,
    form(902, { body: { type: 'doc', content: [{ type: 'paragraph' }] } }),
    '400 template-empty',
  );
  await refused(keeper, form(902, { unitKind: 'castle' }), '400 template-unit-kind');
  const picture = { type: 'image', attrs: { sha256: 'a'.repeat(64), alt: '' } };
  await refused(keeper, form(902, { body: { type: 'doc', content: [picture] } }), '400 template-image');
  const missing = '00000000-0000-4000-8000-000000000000';
  assert.equal((await call(keeper, 'GET', `${list}/${missing}`)).status, 404);
  assert.equal((await call(keeper, 'POST', `${list}/${missing}/retire`)).status, 404);
  assert.equal((await call(cast.roleless, 'GET', `${list}?unit=902`)).status, 403);
});

test('a template with a mark of secrecy is refused; an incident stands, and nothing of its words', async (t) => {
  const { app, call } = await office(t);
  const keeper = await person(app, '冯办公', 902, ['committeeOffice']);
  for (const marked of [
    { body: words('机密★5年 植入的秘密词') },
    { title: '秘密★ 植入的秘密词' },
    { name: '绝密★长期', note: '植入的秘密词' },
  ]) {
    const answer = await call(keeper, 'POST', list, form(902, marked));
    assert.deepEqual(
      [answer.status, answer.json().error.code],
      [409, 'screening-secret'],
      JSON.stringify(marked),
    );
  }
  const kept = await app.db.owner.pool.query('select count(*)::int as n from disclosure.text_template');
  assert.equal(kept.rows[0]?.n, 0);
  const incidents = await app.db.owner.pool.query('select count(*)::int as n from screening.incident');
  assert.equal(incidents.rows[0]?.n, 3);
  const audit = await app.db.owner.pool.query(
    `select 1 from platform.audit where data::text like '%植入的秘密词%'`,
  );
  assert.equal(audit.rowCount, 0);
});
