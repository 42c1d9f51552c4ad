import { Button } from 'antd';
import { useState } from 'react';
import { Nothing, Page, useSession, useText } from '#ui/office';
import type { TemplateRow } from '../../templates/forms.ts';
import { TemplateForm } from './template-form.tsx';
import { TemplateList } from './template-list.tsx';
import { templateTexts } from './texts.ts';

/** Keeps the templates, model texts and passages of the unit worked for. */
export function Screen() {
  const say = useText(templateTexts);
  const { unit } = useSession();
  const [open, setOpen] = useState<TemplateRow | 'new' | null>(null);
  if (unit === null) return <Nothing title={say('noneHere')} />;
  const close = () => setOpen(null);
  return (
    <Page
      title={open === null || open === 'new' ? say('title') : open.name}
      note={say('note', { unit: unit.name })}
      actions={
        open === null ? (
          <Button type="primary" onClick={() => setOpen('new')}>
            {say('create')}
          </Button>
        ) : null
      }
    >
      {open === null ? (
        <TemplateList unit={unit.id} open={setOpen} />
      ) : (
        <TemplateForm
          key={open === 'new' ? 'new' : open.id}
          unit={unit.id}
          template={open === 'new' ? null : open}
          close={close}
        />
      )}
    </Page>
  );
}
