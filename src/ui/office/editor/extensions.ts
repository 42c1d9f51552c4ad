import { Extension, type Extensions, Node } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';

/** Parts of an official document, alignment and indent: attributes that paragraphs and headings carry beside their text. */
const OfficialDocument = Extension.create({
  name: 'officialDocument',
  addGlobalAttributes() {
    const dataAttribute = (name: string) => ({
      default: null,
      parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`),
      renderHTML: (attributes: Record<string, unknown>) =>
        attributes[name] == null ? {} : { [`data-${name}`]: String(attributes[name]) },
    });
    return [
      { types: ['paragraph', 'heading'], attributes: { align: dataAttribute('align') } },
      {
        types: ['paragraph'],
        attributes: {
          role: {
            default: null,
            parseHTML: (element: HTMLElement) => element.getAttribute('data-role'),
            renderHTML: (attributes: Record<string, unknown>) =>
              attributes['role'] == null
                ? {}
                : { 'data-role': String(attributes['role']), class: `role-${String(attributes['role'])}` },
          },
          indent: {
            default: 0,
            parseHTML: (element: HTMLElement) => Number(element.getAttribute('data-indent') ?? 0),
            renderHTML: (attributes: Record<string, unknown>) =>
              attributes['indent'] === 0 ? {} : { 'data-indent': String(attributes['indent']) },
          },
        },
      },
    ];
  },
});

/** A picture named by the hash of an attachment's bytes. Pictures pasted from elsewhere have none and are left out. */
function pictureNode(addressOf: (sha256: string) => string | undefined) {
  return Node.create({
    name: 'image',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes() {
      return { sha256: { default: null }, alt: { default: '' } };
    },
    parseHTML() {
      return [
        {
          tag: 'img[data-sha256]',
          getAttrs: (element) => ({
            sha256: element.getAttribute('data-sha256'),
            alt: element.getAttribute('alt') ?? '',
          }),
        },
      ];
    },
    renderHTML({ node }) {
      const sha256 = String(node.attrs['sha256']);
      return ['img', { 'data-sha256': sha256, alt: String(node.attrs['alt']), src: addressOf(sha256) ?? '' }];
    },
  });
}

/** List items hold any blocks, as the format does: the usual one would drop an item that begins with a heading. */
const ListItem = Node.create({
  name: 'listItem',
  content: 'block+',
  defining: true,
  parseHTML() {
    return [{ tag: 'li' }];
  },
  renderHTML() {
    return ['li', 0];
  },
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      'Shift-Tab': () => this.editor.commands.liftListItem(this.name),
    };
  },
});

const CaptionedTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: {
        default: null,
        parseHTML: (element: HTMLElement) => element.getAttribute('data-caption'),
        renderHTML: (attributes: Record<string, unknown>) =>
          attributes['caption'] == null || attributes['caption'] === ''
            ? {}
            : { 'data-caption': String(attributes['caption']) },
      },
    };
  },
});

/** What the editor can write: exactly the closed format of `#platform/richtext`. */
export function editorExtensions(addressOf: (sha256: string) => string | undefined): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [1, 2, 3, 4] },
      code: false,
      codeBlock: false,
      strike: false,
      horizontalRule: false,
      listItem: false,
      link: { openOnClick: false, protocols: ['http', 'https', 'mailto'], autolink: false },
    }),
    OfficialDocument,
    ListItem,
    pictureNode(addressOf),
    CaptionedTable.configure({ resizable: false }),
    TableRow,
    TableHeader,
    TableCell,
  ];
}
