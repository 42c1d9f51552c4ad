import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import architecture from '../architecture.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const program = join(root, 'node_modules', '.bin', 'depcruise');
const config = join(root, '.dependency-cruiser.mjs');

function cruise(folder: string): { readonly status: number | null; readonly output: string } {
  const answer = spawnSync(
    process.execPath,
    [program, 'src', 'packages', '--config', config, '--output-type', 'err'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  return { status: answer.status, output: answer.stdout + answer.stderr };
}

test('every room stands after the rooms it enters', () => {
  const seen = new Set<string>();
  for (const [room, enters] of Object.entries(architecture)) {
    for (const other of enters) assert.ok(seen.has(other), `${room} enters ${other}, which stands below it`);
    seen.add(room);
  }
});

test('the house keeps its arrows, and the checker looks at all of it', () => {
  const { status, output } = cruise(root);
  assert.equal(status, 0, output);
  const looked = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
  assert.ok(looked > 200, `only ${looked} modules were looked at`);
});

/** Each forbidden import, planted in a house of its own, must be caught by its rule: the checker is not blind. */
const canaries: readonly {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
  readonly target: string;
}[] = [
  {
    rule: 'organisations-enters-only-its-neighbours',
    file: 'src/modules/organisations/store.ts',
    text: "import '../disclosure/index.ts';",
    target: 'src/modules/disclosure/index.ts',
  },
  {
    rule: 'disclosure-enters-only-its-neighbours',
    file: 'src/modules/disclosure/store.ts',
    text: "import '../catalogue/store.ts';",
    target: 'src/modules/catalogue/store.ts',
  },
  {
    rule: 'kernel-imports-nothing',
    file: 'src/kernel/index.ts',
    text: "import '../platform/http/index.ts';",
    target: 'src/platform/http/index.ts',
  },
  {
    rule: 'platform-knows-no-room',
    file: 'src/platform/http/index.ts',
    text: "import '../../modules/catalogue/index.ts';",
    target: 'src/modules/catalogue/index.ts',
  },
  {
    rule: 'rules-are-pure',
    file: 'src/modules/catalogue/domain.ts',
    text: "import '../../platform/database/index.ts';",
    target: 'src/platform/database/index.ts',
  },
  {
    rule: 'rules-are-pure',
    file: 'src/modules/catalogue/domain/decide.ts',
    text: "import 'node:fs';",
    target: 'src/modules/catalogue/index.ts',
  },
  {
    rule: 'screens-take-only-types-of-the-server',
    file: 'src/modules/catalogue/office/page.ts',
    text: "import '../store.ts';",
    target: 'src/modules/catalogue/store.ts',
  },
  {
    rule: 'screens-see-only-their-forms',
    file: 'src/modules/catalogue/office/page.ts',
    text: "import '../../disclosure/forms.ts';",
    target: 'src/modules/disclosure/forms.ts',
  },
  {
    rule: 'packages-know-nothing-of-the-house',
    file: 'packages/tlog/src/tree.test.ts',
    text: "import '../../../src/kernel/index.ts';",
    target: 'src/kernel/index.ts',
  },
  {
    rule: 'tlog-is-pure',
    file: 'packages/tlog/src/tree.ts',
    text: "import 'node:crypto';",
    target: 'packages/tlog/src/index.ts',
  },
  {
    rule: 'packages-only-by-front-door',
    file: 'src/modules/publication/proof.ts',
    text: "import '../../../packages/tlog/src/tree.ts';",
    target: 'packages/tlog/src/tree.ts',
  },
  {
    rule: 'packages-enter-each-other-by-front-door',
    file: 'packages/verify/src/index.ts',
    text: "import '../../tlog/src/tree.ts';",
    target: 'packages/tlog/src/tree.ts',
  },
  { rule: 'no-cycles', file: 'src/kernel/a.ts', text: "import './b.ts';", target: 'src/kernel/b.ts' },
];

for (const { rule, file, text, target } of canaries) {
  test(`canary: ${file} with ${text} is caught by ${rule}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongkai-canary-'));
    try {
      cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
      for (const part of ['src', 'packages']) mkdirSync(join(folder, part));
      for (const [path, content] of [
        [target, rule === 'no-cycles' ? "import './a.ts';" : 'export {};'],
        [file, text],
      ] as const) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      const { status, output } = cruise(folder);
      assert.notEqual(status, 0, 'the forbidden import passed');
      assert.match(output, new RegExp(rule));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
