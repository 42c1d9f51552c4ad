import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { RichText } from '#platform/richtext';
import { useText } from '../i18n.tsx';
import { editorExtensions } from './extensions.ts';
import { toEditorJson, toRichText } from './json.ts';
import { foreignHtml, type PasteLosses, pasteHtml, prepareToPaste } from './paste.ts';
import { editorTexts } from './texts.ts';
import { EditorTools } from './tools.tsx';

type TextEditorProps = {
  readonly initial: RichText;
  readonly onChange: (text: RichText) => void;
  readonly imageAddress: (sha256: string) => string | undefined;
  readonly onDropFiles: (files: readonly File[]) => void;
  /** What a paste from elsewhere could not keep. */
  readonly onPasted?: (losses: PasteLosses) => void;
  /** Gives the editor to the composer, for imports, masking and conflicts. */
  readonly onReady: (editor: Editor) => void;
};

/** The text as an official document, written in its own typography. */
export function TextEditor(props: TextEditorProps) {
  const { initial, onChange, imageAddress, onDropFiles, onPasted, onReady } = props;
  const say = useText(editorTexts);
  const [dropping, setDropping] = useState(false);
  const address = useRef(imageAddress);
  address.current = imageAddress;
  const report = useRef(onChange);
  report.current = onChange;
  const pasted = useRef(onPasted);
  pasted.current = onPasted;
  const self = useRef<Editor | null>(null);
  const editor = useEditor({
    extensions: editorExtensions((sha256) => address.current(sha256)),
    content: toEditorJson(initial),
    injectCSS: false,
    editorProps: {
      attributes: { class: 'doc', role: 'textbox', 'aria-multiline': 'true', 'aria-label': say('text') },
      handlePaste: (_view, event) => {
        const html = foreignHtml(event.clipboardData);
        if (html === null || self.current === null) return false;
        void pasteHtml(self.current, html).then((losses) => pasted.current?.(losses));
        return true;
      },
    },
    onFocus: prepareToPaste,
    onUpdate: ({ editor: changed }) => report.current(toRichText(changed.getJSON())),
  });
  self.current = editor;
  useEffect(() => onReady(editor), [editor, onReady]);
  const drop = (event: DragEvent) => {
    const files = [...event.dataTransfer.files];
    setDropping(false);
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onDropFiles(files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the import button does the same
    <div
      className={dropping ? 'editor dropping' : 'editor'}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={() => setDropping(false)}
      onDropCapture={drop}
    >
      <EditorTools editor={editor} />
      <EditorContent editor={editor} className="editor-text" />
    </div>
  );
}

/** Puts another text into the editor in one undoable step. */
export function replaceText(editor: Editor, text: RichText): void {
  editor.chain().focus().setContent(toEditorJson(text), { emitUpdate: true }).run();
}

/** Puts a text after what is there. */
export function appendText(editor: Editor, text: RichText): void {
  editor
    .chain()
    .focus('end')
    .insertContentAt(editor.state.doc.content.size, toEditorJson(text).content ?? [])
    .run();
}
