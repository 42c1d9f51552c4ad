import { Button, Form, Input } from 'antd';
import {
  type ApiError,
  commonTexts,
  Page,
  Section,
  showBesideField,
  useCommand,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { SiteForm } from '../forms.ts';
import { settingsTexts } from './settings-texts.ts';

/** What the site says of itself at the head and foot of every public page. */
export function Screen() {
  const say = useText(settingsTexts);
  const read = useRead<SiteForm>('/api/publications/site');
  return (
    <Page title={say('site')} note={say('siteHelp')}>
      <Section>
        <WhenRead of={read}>{(site) => <Site site={site} />}</WhenRead>
      </Section>
    </Page>
  );
}

type Entered = Partial<Record<keyof SiteForm, string | null>>;

const longest = {
  name: 60,
  host: 80,
  operator: 80,
  siteCode: 10,
  icpNumber: 40,
  policeNumber: 40,
  phone: 40,
  email: 120,
  address: 200,
  dataTerms: 400,
} satisfies Record<keyof SiteForm, number>;

function Site({ site }: { site: SiteForm }) {
  const say = useText(settingsTexts);
  const common = useText(commonTexts);
  const { me } = useSession();
  const may = me.permissions.includes('publication.set-site');
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered, SiteForm>(
    'PUT',
    '/api/publications/site',
    {
      done: say('saved'),
      changes: ['/api/publications/site'],
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    toForm,
  );
  const needed = { required: true, whitespace: true, message: common('required') };
  const field = (name: keyof SiteForm, more: object = {}) => (
    <Form.Item name={name} label={say(name)} {...more}>
      <Input maxLength={longest[name]} />
    </Form.Item>
  );
  return (
    <Form
      form={form}
      layout="vertical"
      disabled={!may}
      initialValues={site}
      onFinish={(entered) => send.mutate(entered)}
    >
      <div className="two-fields">
        {field('name', { rules: [needed] })}
        {field('host', { rules: [needed] })}
        {field('operator')}
        {field('siteCode', {
          extra: say('siteCodeHelp'),
          rules: [{ pattern: /^\d{10}$/, message: say('siteCodeWrong') }],
        })}
        {field('icpNumber')}
        {field('policeNumber')}
        {field('phone')}
        {field('email', { rules: [{ type: 'email', message: say('emailWrong') }] })}
      </div>
      {field('address')}
      {field('dataTerms', { extra: say('dataTermsHelp') })}
      {may ? (
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {common('save')}
        </Button>
      ) : (
        <p className="quiet">{say('siteMayNot')}</p>
      )}
    </Form>
  );
}

/** A field left empty is no value: the portal shows nothing for it. */
function toForm(entered: Entered): SiteForm {
  const text = (name: keyof SiteForm) => entered[name]?.trim() ?? '';
  const orNull = (name: keyof SiteForm) => (text(name) === '' ? null : text(name));
  return {
    name: text('name'),
    host: text('host'),
    operator: orNull('operator'),
    siteCode: orNull('siteCode'),
    icpNumber: orNull('icpNumber'),
    policeNumber: orNull('policeNumber'),
    phone: orNull('phone'),
    email: orNull('email'),
    address: orNull('address'),
    dataTerms: orNull('dataTerms'),
  };
}
