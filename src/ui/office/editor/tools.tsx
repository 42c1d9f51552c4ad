import AlignCenterOutlined from '@ant-design/icons/es/icons/AlignCenterOutlined';
import AlignRightOutlined from '@ant-design/icons/es/icons/AlignRightOutlined';
import BoldOutlined from '@ant-design/icons/es/icons/BoldOutlined';
import ItalicOutlined from '@ant-design/icons/es/icons/ItalicOutlined';
import LinkOutlined from '@ant-design/icons/es/icons/LinkOutlined';
import OrderedListOutlined from '@ant-design/icons/es/icons/OrderedListOutlined';
import RedoOutlined from '@ant-design/icons/es/icons/RedoOutlined';
import TableOutlined from '@ant-design/icons/es/icons/TableOutlined';
import UnderlineOutlined from '@ant-design/icons/es/icons/UnderlineOutlined';
import UndoOutlined from '@ant-design/icons/es/icons/UndoOutlined';
import UnorderedListOutlined from '@ant-design/icons/es/icons/UnorderedListOutlined';
import { type Editor, useEditorState } from '@tiptap/react';
import { Button, Dropdown, Input, Popover, Select, Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';
import { useText } from '../i18n.tsx';
import { commonTexts } from '../texts.ts';
import { editorTexts } from './texts.ts';

const styles = [
  'paragraph',
  'heading1',
  'heading2',
  'heading3',
  'heading4',
  'addressee',
  'signature',
  'date',
  'note',
  'head',
  'attachments',
  'copyTo',
  'imprint',
] as const;
type Style = (typeof styles)[number];

/** The tools of the editor: paragraph styles of an official document first, then characters, lists, tables. */
export function EditorTools({ editor }: { editor: Editor }) {
  const say = useText(editorTexts);
  const now = useEditorState({ editor, selector: ({ editor: one }) => readState(one) });
  const align = (value: 'center' | 'right') =>
    editor
      .chain()
      .focus()
      .updateAttributes('paragraph', { align: now.align === value ? null : value })
      .updateAttributes('heading', { align: now.align === value ? null : value })
      .run();
  return (
    <div className="editor-tools" role="toolbar" aria-label={say('bar')}>
      <Select<Style>
        size="small"
        variant="borderless"
        aria-label={say('style')}
        value={now.style}
        style={{ width: 92 }}
        options={styles.map((style) => ({ value: style, label: say(style) }))}
        onChange={(style) => applyStyle(editor, style)}
      />
      <span className="sep" />
      <Tool
        words={say('bold')}
        icon={<BoldOutlined />}
        on={now.bold}
        use={() => editor.chain().focus().toggleBold().run()}
      />
      <Tool
        words={say('italic')}
        icon={<ItalicOutlined />}
        on={now.italic}
        use={() => editor.chain().focus().toggleItalic().run()}
      />
      <Tool
        words={say('underline')}
        icon={<UnderlineOutlined />}
        on={now.underline}
        use={() => editor.chain().focus().toggleUnderline().run()}
      />
      <LinkTool editor={editor} on={now.link} />
      <span className="sep" />
      <Tool
        words={say('center')}
        icon={<AlignCenterOutlined />}
        on={now.align === 'center'}
        use={() => align('center')}
      />
      <Tool
        words={say('right')}
        icon={<AlignRightOutlined />}
        on={now.align === 'right'}
        use={() => align('right')}
      />
      <Tool
        words={say('bullets')}
        icon={<UnorderedListOutlined />}
        on={now.bullets}
        use={() => editor.chain().focus().toggleBulletList().run()}
      />
      <Tool
        words={say('numbers')}
        icon={<OrderedListOutlined />}
        on={now.numbers}
        use={() => editor.chain().focus().toggleOrderedList().run()}
      />
      <TableTool editor={editor} inTable={now.table} />
      <span className="sep" />
      <Tool
        words={say('undo')}
        icon={<UndoOutlined />}
        on={false}
        off={!now.canUndo}
        use={() => editor.chain().focus().undo().run()}
      />
      <Tool
        words={say('redo')}
        icon={<RedoOutlined />}
        on={false}
        off={!now.canRedo}
        use={() => editor.chain().focus().redo().run()}
      />
    </div>
  );
}

function readState(editor: Editor) {
  return {
    style: styleOf(editor),
    align: (editor.getAttributes('paragraph')['align'] ?? editor.getAttributes('heading')['align'] ?? null) as
      | string
      | null,
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    underline: editor.isActive('underline'),
    link: editor.isActive('link'),
    bullets: editor.isActive('bulletList'),
    numbers: editor.isActive('orderedList'),
    table: editor.isActive('table'),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

function styleOf(editor: Editor): Style {
  for (const level of [1, 2, 3, 4] as const) {
    if (editor.isActive('heading', { level })) return `heading${level}`;
  }
  const role: unknown = editor.getAttributes('paragraph')['role'];
  return styles.find((style) => style === role) ?? 'paragraph';
}

function applyStyle(editor: Editor, style: Style): void {
  const chain = editor.chain().focus();
  switch (style) {
    case 'heading1':
    case 'heading2':
    case 'heading3':
    case 'heading4':
      chain.setHeading({ level: Number(style.slice(-1)) as 1 | 2 | 3 | 4 }).run();
      return;
    case 'paragraph':
      chain.setParagraph().updateAttributes('paragraph', { role: null }).run();
      return;
    default:
      chain.setParagraph().updateAttributes('paragraph', { role: style }).run();
  }
}

type ToolProps = { words: string; icon: ReactNode; on: boolean; off?: boolean; use: () => void };

function Tool({ words, icon, on, off, use }: ToolProps) {
  return (
    <Tooltip title={words} mouseEnterDelay={0.6}>
      <Button
        size="small"
        type="text"
        icon={icon}
        aria-label={words}
        aria-pressed={on}
        disabled={off === true}
        className={on ? 'tool-on' : ''}
        onClick={use}
      />
    </Tooltip>
  );
}

function LinkTool({ editor, on }: { editor: Editor; on: boolean }) {
  const say = useText(editorTexts);
  const common = useText(commonTexts);
  const [open, setOpen] = useState(false);
  const [href, setHref] = useState('');
  const apply = () => {
    setOpen(false);
    if (href.trim() === '') editor.chain().focus().unsetLink().run();
    else editor.chain().focus().setLink({ href: href.trim() }).run();
  };
  const form = (
    <div className="row">
      <Input
        value={href}
        placeholder={say('linkAsk')}
        aria-label={say('linkAsk')}
        onChange={(event) => setHref(event.target.value)}
        onPressEnter={apply}
        style={{ width: 260 }}
      />
      <Button onClick={apply}>{common('confirm')}</Button>
    </div>
  );
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setHref(String(editor.getAttributes('link')['href'] ?? ''));
      }}
      trigger="click"
      content={form}
    >
      <Button
        size="small"
        type="text"
        icon={<LinkOutlined />}
        aria-label={say('link')}
        className={on ? 'tool-on' : ''}
      />
    </Popover>
  );
}

function TableTool({ editor, inTable }: { editor: Editor; inTable: boolean }) {
  const say = useText(editorTexts);
  if (!inTable) {
    return (
      <Tool
        words={say('table')}
        icon={<TableOutlined />}
        on={false}
        use={() => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
      />
    );
  }
  const actions = {
    rowAfter: () => editor.chain().focus().addRowAfter().run(),
    columnAfter: () => editor.chain().focus().addColumnAfter().run(),
    rowDelete: () => editor.chain().focus().deleteRow().run(),
    columnDelete: () => editor.chain().focus().deleteColumn().run(),
    mergeCells: () => editor.chain().focus().mergeCells().run(),
    splitCell: () => editor.chain().focus().splitCell().run(),
    headerRow: () => editor.chain().focus().toggleHeaderRow().run(),
    tableDelete: () => editor.chain().focus().deleteTable().run(),
  };
  const keys = Object.keys(actions) as (keyof typeof actions)[];
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: keys.map((key) => ({ key, label: say(key) })),
          onClick: ({ key }) => actions[key as keyof typeof actions](),
        }}
      >
        <Button size="small" type="text" icon={<TableOutlined />} className="tool-on">
          {say('tableTools')}
        </Button>
      </Dropdown>
      <CaptionTool editor={editor} />
    </>
  );
}

/** The name of a table: what a screen reader says first, and what is seen above it. */
function CaptionTool({ editor }: { editor: Editor }) {
  const say = useText(editorTexts);
  const common = useText(commonTexts);
  const [open, setOpen] = useState(false);
  const [caption, setCaption] = useState('');
  const apply = () => {
    setOpen(false);
    const text = caption.replace(/\s+/g, ' ').trim();
    editor
      .chain()
      .focus()
      .updateAttributes('table', { caption: text === '' ? null : text })
      .run();
  };
  const form = (
    <div className="row">
      <Input
        value={caption}
        maxLength={200}
        aria-label={say('caption')}
        onChange={(event) => setCaption(event.target.value)}
        onPressEnter={apply}
        style={{ width: 260 }}
      />
      <Button onClick={apply}>{common('confirm')}</Button>
    </div>
  );
  return (
    <Popover
      open={open}
      trigger="click"
      content={form}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setCaption(String(editor.getAttributes('table')['caption'] ?? ''));
      }}
    >
      <Button size="small" type="text">
        {say('caption')}
      </Button>
    </Popover>
  );
}
