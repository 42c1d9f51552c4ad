import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatVerifierKey, keyId } from '#tlog';
import { sha256 } from '../entries.ts';
import { isQuorum, type PolicyFault, parsePolicy, policyFaults, type Quorum } from './policy.ts';

/** Verifier keys of made-up key material: nothing here is signed. */
function vkey(name: string, type: number, seed: number): string {
  const publicKey = new Uint8Array(32).fill(seed);
  return formatVerifierKey({ name, type, publicKey, id: keyId(sha256, name, type, publicKey) });
}
const log = (seed: number) => vkey(`log${seed}.example/log`, 1, seed);
const witness = (seed: number) => vkey(`w${seed}.example`, 4, 100 + seed);

const read = (text: string | Uint8Array, quorum: 'required' | 'optional' = 'required') =>
  parsePolicy(typeof text === 'string' ? Buffer.from(text) : text, { quorum });

/** The example of the specification, with keys. */
const example = `
log ${log(1)} https://log1.example/log/

witness X1 ${witness(1)} https://w1.example
witness X2 ${witness(2)}
witness X3 ${witness(3)}
group X-witnesses 2 X1 X2 X3

\twitness Y1\t${witness(4)}
witness 县档案馆 ${witness(5)} http://w5.example:8090/witness/
witness Y3 ${witness(6)}
group Y-witnesses any Y1 县档案馆 Y3

  # two levels
group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`;

test('the example of the specification is read, and its quorum decides as it says', () => {
  const result = read(example);
  assert.ok(result.ok);
  const { policy } = result;
  assert.equal(policy.logs[0]?.url, 'https://log1.example/log');
  assert.equal(policy.logs[0]?.key.name, 'log1.example/log');
  assert.deepEqual(
    policy.witnesses.map(({ name, url }) => [name, url]),
    [
      ['X1', 'https://w1.example'],
      ['X2', null],
      ['X3', null],
      ['Y1', null],
      ['县档案馆', 'http://w5.example:8090/witness'],
      ['Y3', null],
    ],
  );
  const enough = (...names: string[]) => isQuorum(policy.quorum, new Set(names));
  assert.deepEqual(
    [
      enough('X1', 'X2', 'Y1'),
      enough('X1', 'X3', '县档案馆'),
      enough('X1', 'X2', 'X3', 'Y1', '县档案馆', 'Y3'),
      enough('X1', 'Y1', '县档案馆', 'Y3'),
      enough('X1', 'X2', 'X3'),
      enough(),
      enough('X-witnesses', 'Y-witnesses'),
    ],
    [true, true, true, false, false, false, false],
  );
});

test('no quorum, one witness, and a list for a witness that has no quorum line', () => {
  const none = read('quorum none\n');
  assert.ok(none.ok && none.policy.quorum === null && isQuorum(null, new Set()));
  const one = read(`witness a ${witness(1)}\nquorum a\n`);
  assert.ok(one.ok && isQuorum(one.policy.quorum, new Set(['a'])) && !isQuorum(one.policy.quorum, new Set()));
  assert.ok(read(`log ${log(1)}\nlog ${log(2)}\n`, 'optional').ok);
  assert.ok(read('', 'optional').ok);
});

test('whatever is wrong is told with its line, all at once', () => {
  const w = `witness a ${witness(1)}\nwitness b ${witness(2)}\n`;
  const table: readonly (readonly [string | Uint8Array, ...(readonly [number, PolicyFault, string])[]])[] = [
    ['', [1, 'noQuorum', '']],
    [`# nothing\n${w}`, [3, 'noQuorum', '']],
    ['quorum none', [1, 'noLastNewline', 'quorum none']],
    ['quorum none\r\n', [1, 'controlCharacter', 'U+000D']],
    ['quorum none\n\x7f\n', [2, 'controlCharacter', 'U+007F']],
    ['\ufeffquorum none\n', [1, 'unknownWord', '\ufeffquorum']],
    ['quorum\u00a0none\n', [1, 'unknownWord', 'quorum\u00a0none']],
    ['QUORUM none\n', [1, 'unknownWord', 'QUORUM']],
    [Buffer.from('# ok\nquorum none\n# \xff\n', 'latin1'), [3, 'notUtf8', '']],
    [Buffer.alloc(300_000, 10), [1, 'tooLong', '300000']],
    ['log\nquorum none\n', [1, 'tooFewFields', '']],
    [`log ${log(1)} http://a.example x\nquorum none\n`, [1, 'tooManyFields', 'x']],
    ['quorum\n', [1, 'tooFewFields', '']],
    ['quorum none none\n', [1, 'tooManyFields', 'none']],
    [`witness a\nquorum none\n`, [1, 'tooFewFields', 'a']],
    [`log nonsense\nquorum none\n`, [1, 'badKey', 'nonsense']],
    [`log ${log(1).replace('log1', 'log2')}\nquorum none\n`, [1, 'badKey', log(1).replace('log1', 'log2')]],
    [`log ${witness(1)}\nquorum none\n`, [1, 'wrongKeyType', witness(1)]],
    [`witness a ${log(1)}\nquorum none\n`, [1, 'wrongKeyType', log(1)]],
    // The same key material under another name is the same key.
    [
      `log ${log(1)}\nlog ${vkey('other.example', 1, 1)}\nquorum none\n`,
      [2, 'keyTwice', vkey('other.example', 1, 1)],
    ],
    [`${w}witness c ${vkey('c.example', 4, 101)}\nquorum none\n`, [3, 'keyTwice', vkey('c.example', 4, 101)]],
    [`${w}witness a ${witness(3)}\nquorum none\n`, [3, 'nameTaken', 'a']],
    [`${w}group a any b\nquorum none\n`, [3, 'nameTaken', 'a']],
    [`witness none ${witness(1)}\nquorum none\n`, [1, 'nameReserved', 'none']],
    [`${w}group none any a\nquorum none\n`, [3, 'nameReserved', 'none']],
    [`log ${log(1)} ftp://a.example\nquorum none\n`, [1, 'badUrl', 'ftp://a.example']],
    [`log ${log(1)} a.example\nquorum none\n`, [1, 'badUrl', 'a.example']],
    [`log ${log(1)} http://u:p@a.example\nquorum none\n`, [1, 'badUrl', 'http://u:p@a.example']],
    [
      `witness a ${witness(1)} http://a.example?x\nquorum a\n`,
      [1, 'badUrl', 'http://a.example?x'],
      [2, 'noSuchName', 'a'],
    ],
    [`${w}group g any a c\nquorum g\n`, [3, 'noSuchName', 'c'], [4, 'noSuchName', 'g']],
    [`quorum a\n${w}`, [1, 'noSuchName', 'a']],
    [`${w}group g any g\nquorum none\n`, [3, 'noSuchName', 'g']],
    [`${w}group g any none\nquorum none\n`, [3, 'noSuchName', 'none']],
    [`${w}group g 3 a b\nquorum none\n`, [3, 'badThreshold', '3']],
    [`${w}group g 0 a b\nquorum none\n`, [3, 'badThreshold', '0']],
    [`${w}group g 01 a b\nquorum none\n`, [3, 'badThreshold', '01']],
    [`${w}group g most a b\nquorum none\n`, [3, 'badThreshold', 'most']],
    [`${w}group g any\nquorum none\n`, [3, 'tooFewFields', 'any']],
    [`${w}group g any a a\nquorum none\n`, [3, 'memberTwice', 'a']],
    [`${w}group g any a\ngroup h any a b\nquorum none\n`, [4, 'memberTwice', 'a']],
    [`${w}quorum a\nquorum b\n`, [4, 'quorumTwice', 'b']],
    ['one\ntwo\nthree\n', [1, 'unknownWord', 'one'], [2, 'unknownWord', 'two'], [3, 'unknownWord', 'three']],
    [
      `${Array.from({ length: 257 }, (_, at) => `log ${manyKeys(at)}`).join('\n')}\nquorum none\n`,
      [257, 'tooLong', 'log'],
    ],
  ];
  const told = new Set<PolicyFault>();
  for (const [text, ...expected] of table) {
    const result = read(text);
    const problems = result.ok ? [] : result.problems.map(({ line, fault, word }) => [line, fault, word]);
    assert.deepEqual(problems, expected, String(text).slice(0, 80));
    for (const [, fault] of expected) told.add(fault);
  }
  assert.deepEqual([...told].sort(), [...policyFaults].sort(), 'every fault has its case');
});

function manyKeys(at: number): string {
  const publicKey = new Uint8Array(32);
  publicKey[0] = at % 256;
  publicKey[1] = Math.floor(at / 256);
  const name = `l${at}.example`;
  return formatVerifierKey({ name, type: 1, publicKey, id: keyId(sha256, name, 1, publicKey) });
}

test('nested groups of any depth decide as counting by hand does, and one more witness never undoes a quorum', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const tree: fc.Arbitrary<Quorum> = fc.letrec<{ quorum: Quorum }>((tie) => ({
    quorum: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.record({ witness: fc.constantFrom(...names) }),
      fc
        .record({ group: fc.constant('g'), members: fc.array(tie('quorum'), { minLength: 1, maxLength: 4 }) })
        .chain((one) => fc.nat(one.members.length - 1).map((least) => ({ ...one, least: least + 1 }))),
    ),
  })).quorum;
  const byHand = (one: Quorum, has: ReadonlySet<string>): number => {
    if ('witness' in one) return has.has(one.witness) ? 1 : 0;
    let met = 0;
    for (const member of one.members) met += byHand(member, has);
    return met >= one.least ? 1 : 0;
  };
  fc.assert(
    fc.property(tree, fc.subarray(names), fc.constantFrom(...names), (quorum, some, more) => {
      const has = new Set(some);
      assert.equal(isQuorum(quorum, has), byHand(quorum, has) === 1);
      if (isQuorum(quorum, has)) assert.ok(isQuorum(quorum, new Set([...has, more])));
    }),
    { numRuns: 300 },
  );
});

test('any text is either a policy or a list of problems with real lines', () => {
  const word = fc.constantFrom('log', 'witness', 'group', 'quorum', 'a', 'any', '2', 'none', witness(1), '#');
  const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(line).map((lines) => `${lines.join('\n')}\n`),
        fc.string(),
      ),
      (text) => {
        const result = read(text);
        if (!result.ok) {
          assert.ok(result.problems.length > 0);
          const last = text.split('\n').length;
          assert.ok(result.problems.every((one) => one.line >= 1 && one.line <= last));
        }
      },
    ),
    { numRuns: 300 },
  );
});
