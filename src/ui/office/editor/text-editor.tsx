import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { RichText } from '#platform/richtext';
import { useText } from '../i18n.tsx';
import { editorExtensions } from './extensions.ts';
import { toEditorJson, toRichText } from './json.ts';
import { editorTexts } from './texts.ts';
import { EditorTools } from './tools.tsx';

type TextEditorProps = {
  readonly initial: RichText;
  readonly onChange: (text: RichText) => void;
  readonly imageAddress: (sha256: string) => string | undefined;
  readonly onDropFile: (file: File) => void;
  /** Gives the editor to the composer, for imports, masking and conflicts. */
  readonly onReady: (editor: Editor) => void;
};

/** The text as an official document, written in its own typography. */
export function TextEditor({ initial, onChange, imageAddress, onDropFile, onReady }: TextEditorProps) {
  const say = useText(editorTexts);
  const [dropping, setDropping] = useState(false);
  const address = useRef(imageAddress);
  address.current = imageAddress;
  const report = useRef(onChange);
  report.current = onChange;
  const editor = useEditor({
    extensions: editorExtensions((sha256) => address.current(sha256)),
    content: toEditorJson(initial),
    injectCSS: false,
    editorProps: {
      attributes: { class: 'doc', role: 'textbox', 'aria-multiline': 'true', 'aria-label': say('text') },
    },
    onUpdate: ({ editor: changed }) => report.current(toRichText(changed.getJSON())),
  });
  useEffect(() => onReady(editor), [editor, onReady]);
  const drop = (event: DragEvent) => {
    const file = event.dataTransfer.files[0];
    setDropping(false);
    if (file === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onDropFile(file);
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
