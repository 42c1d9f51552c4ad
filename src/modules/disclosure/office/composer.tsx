import { useQueryClient } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import { Alert, Input } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  appendText,
  DropVeil,
  formatMoment,
  Page,
  refresh,
  replaceText,
  TextEditor,
  useFileDrop,
  useText,
} from '#ui/office';
import type { AttachmentView, CaseView, DraftContent, ImportAnswer } from '../forms.ts';
import { fileAddress } from './attachment-list.tsx';
import { ComposerAttachments } from './composer-attachments.tsx';
import { ComposerFindings } from './composer-findings.tsx';
import { ComposerImport, ImportChoice } from './composer-import.tsx';
import { ComposerPlan, keepsText } from './composer-plan.tsx';
import { ProposeBar } from './composer-propose.tsx';
import { ComposerSheets } from './composer-sheets.tsx';
import { ComposerTemplates } from './composer-templates.tsx';
import { ConflictDialog, ConflictNotes } from './conflicts.tsx';
import { type DraftSave, useDraftSave } from './draft-save.ts';
import { takeFiles } from './dropped-files.ts';
import { importTexts } from './import-texts.ts';
import { texts } from './messages.ts';
import { Paper } from './paper.tsx';
import { SavedState } from './saved-state.tsx';
import { SimilarPanel } from './similar/similar-panel.tsx';
import { useImport } from './use-import.ts';
import { WithholdingPanel } from './withholding/panel.tsx';

/** Where a text is written: title, text, plan, attachments, findings; saved without asking. */
export function Composer({ view }: { view: CaseView }) {
  const say = useText(texts);
  const sayImport = useText(importTexts);
  const draft = useDraftSave(view);
  const [editor, setEditor] = useState<Editor | null>(null);
  const ready = useCallback((one: Editor) => setEditor(one), []);
  const pictures = usePictures(view);
  const take = useTakeImport(draft, editor, pictures.learn);
  const imports = useImport(view.revision, () => isEmptyBody(draft.content), take);
  const free = !keepsText(view.purpose);
  const dropping = useFileDrop(free ? imports.start : null);
  useLeftFiles(free && editor !== null ? imports.start : null);
  const title = say(`purpose.${view.purpose}`);
  return (
    <>
      {dropping ? <DropVeil words={sayImport('drop')} /> : null}
      <Page
        title={view.revisionNumber === 1 ? say('compose.title') : `${title} · ${view.content.title}`}
        crumbs={[{ title: say('dossiers'), to: '/disclosures' }, { title: view.number }]}
        note={view.unit.name}
        actions={<SavedState draft={draft} />}
        wide
      >
        <OthersEditing draft={draft} />
        <div className="composer">
          {keepsText(view.purpose) ? (
            <Paper content={view.content} imageAddress={pictures.addressOf} />
          ) : (
            <div className="stack">
              <Input
                className="editor-title"
                size="large"
                maxLength={200}
                value={draft.content.title}
                placeholder={say('compose.titlePlaceholder')}
                aria-label={say('meta.title')}
                onChange={(event) => draft.change({ title: event.target.value })}
              />
              <ComposerImport imports={imports}>
                <ComposerTemplates
                  view={view}
                  draft={draft}
                  editor={editor}
                  bodyIsEmpty={() => isEmptyBody(draft.content)}
                />
              </ComposerImport>
              <TextEditor
                initial={view.content.body}
                imageAddress={pictures.addressOf}
                onChange={(body) => draft.change({ body })}
                onDropFiles={imports.start}
                onPasted={imports.pasted}
                onReady={ready}
              />
            </div>
          )}
          <div className="composer-side">
            {keepsText(view.purpose) ? null : <ComposerFindings view={view} draft={draft} editor={editor} />}
            {keepsText(view.purpose) ? null : <SimilarPanel revision={view.revision} writing />}
            <WithholdingPanel view={view} draft={draft} />
            <ComposerPlan view={view} draft={draft} />
            {keepsText(view.purpose) ? null : <ComposerAttachments view={view} editor={editor} />}
            {keepsText(view.purpose) ? null : <ComposerSheets view={view} editor={editor} />}
            <ConflictNotes view={view} take={(copy, content) => takeWhole(draft, editor, copy, content)} />
          </div>
        </div>
      </Page>
      <ProposeBar view={view} draft={draft} />
      <ImportChoice imports={imports} />
      {draft.conflict === null ? null : (
        <ConflictDialog
          conflict={draft.conflict}
          mine={draft.content}
          useMine={() => draft.settle('mine')}
          useTheirs={() => {
            const theirs = draft.conflict?.current;
            draft.settle('theirs');
            if (theirs !== undefined && editor !== null) showWithoutSaving(editor, theirs);
          }}
        />
      )}
    </>
  );
}

function OthersEditing({ draft }: { draft: DraftSave }) {
  const say = useText(texts);
  const first = draft.others[0];
  if (first === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title={say('compose.othersEditing', {
        names: draft.others.map((one) => one.person.name).join('、'),
        at: formatMoment(first.lastSavedAt),
      })}
    />
  );
}

/** What an import found goes into the text, and into title and number where those are still empty. */
function useTakeImport(
  draft: DraftSave,
  editor: Editor | null,
  learn: (files: readonly AttachmentView[]) => void,
) {
  const client = useQueryClient();
  return (answer: ImportAnswer, how: 'replace' | 'append') => {
    if (editor === null) return;
    learn(answer.attachments);
    refresh(client, ['/api/revisions']);
    if (how === 'replace') replaceText(editor, answer.body);
    else appendText(editor, answer.body);
    draft.change({
      ...(draft.content.title === '' && answer.title !== null ? { title: answer.title.slice(0, 200) } : {}),
      ...(draft.content.documentNumber === null && (answer.documentNumber?.length ?? 0) <= 60
        ? { documentNumber: answer.documentNumber }
        : {}),
      ...(draft.content.documentDate === null ? { documentDate: answer.documentDate } : {}),
      ...plannedBy(answer, draft.content),
    });
  };
}

/** What the file's note proposes; a chosen duty has said it already, and says it better. */
function plannedBy({ plan }: ImportAnswer, content: DraftContent): Partial<DraftContent> {
  if (content.duties.length > 0) return {};
  return {
    ...(plan.scope === null || content.scope === 'specific' ? {} : { scope: plan.scope }),
    ...(plan.mode === null ? {} : { mode: plan.mode }),
  };
}

/** Files dropped before this draft was open. */
function useLeftFiles(start: ((files: readonly File[]) => void) | null) {
  const latest = useRef(start);
  latest.current = start;
  const ready = start !== null;
  useEffect(() => {
    if (!ready) return;
    const files = takeFiles();
    if (files.length > 0) latest.current?.(files);
  }, [ready]);
}

/** Addresses of pictures by content hash; those an import has just brought are known before the case is read again. */
function usePictures(view: CaseView) {
  const brought = useRef<AttachmentView[]>([]);
  const addressOf = (sha256: string) => {
    const file = [...view.attachments, ...brought.current].find((one) => one.sha256 === sha256);
    return file === undefined ? undefined : fileAddress(view.revision, file);
  };
  return { addressOf, learn: (files: readonly AttachmentView[]) => void brought.current.push(...files) };
}

function takeWhole(draft: DraftSave, editor: Editor | null, copy: string, content: DraftContent): void {
  draft.takeCopy(copy, content);
  if (editor !== null) replaceText(editor, content.body);
}

/** Their text is saved already: showing it must not look like a change of mine. */
function showWithoutSaving(editor: Editor, content: DraftContent): void {
  editor.commands.setContent(content.body as Parameters<typeof editor.commands.setContent>[0], {
    emitUpdate: false,
  });
}

function isEmptyBody(content: DraftContent): boolean {
  return content.body.content.every((block) => block.type === 'paragraph' && block.content === undefined);
}
