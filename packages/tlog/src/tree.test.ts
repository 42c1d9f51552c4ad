import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import {
  consistencyProof,
  decodeHex,
  type Edge,
  edgeRoot,
  emptyRoot,
  encodeHex,
  extendEdge,
  inclusionProof,
  leafHash,
  readEdge,
  TlogError,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';
import { buildLog, entryAt, type TestLog, taken } from './testing/log.ts';
import { sha256 } from './testing/platform.ts';
import { definitions, isConsistent, isIncluded } from './testing/second.ts';

const hex = (bytes: Uint8Array) => encodeHex(bytes);

/*
 * The eight leaves, roots and proofs below are the public reference vectors of Certificate Transparency: first in
 * google/certificate-transparency (merkletree tests), today in transparency-dev/merkle, testonly/reference_test.go.
 */
const referenceLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(decodeHex);

const referenceRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const inclusionVectors: readonly (readonly [index: number, size: number, proof: readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const consistencyVectors: readonly (readonly [oldSize: number, newSize: number, proof: readonly string[]])[] =
  [
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
    [
      6,
      7,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
  ];

describe('public vectors', () => {
  const log = buildLog(8, true, (index) => taken(referenceLeaves, index));

  test('roots of the reference leaves', () => {
    assert.deepEqual(log.roots.map(hex), referenceRoots);
    assert.equal(hex(emptyRoot(sha256)), referenceRoots[0]);
  });

  for (const [index, size, proof] of inclusionVectors) {
    test(`inclusion of leaf ${index} in ${size}`, async () => {
      assert.deepEqual((await inclusionProof(sha256, index, size, log.readNode)).map(hex), proof);
      verifyInclusion(sha256, {
        index,
        size,
        leaf: taken(log.leaves, index),
        proof: proof.map(decodeHex),
        root: taken(log.roots, size),
      });
    });
  }

  for (const [oldSize, newSize, proof] of consistencyVectors) {
    test(`consistency of ${oldSize} with ${newSize}`, async () => {
      assert.deepEqual((await consistencyProof(sha256, oldSize, newSize, log.readNode)).map(hex), proof);
      verifyConsistency(sha256, {
        oldSize,
        oldRoot: taken(log.roots, oldSize),
        newSize,
        newRoot: taken(log.roots, newSize),
        proof: proof.map(decodeHex),
      });
    });
  }
});

/** Whether the package accepts; anything but its own error is a fault of the package. */
function accepts(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    assert.ok(error instanceof TlogError, String(error));
    return false;
  }
}

/** What people and machines do to a list of hashes. */
function spoiled(proof: readonly Uint8Array[], stranger: Uint8Array): readonly (readonly Uint8Array[])[] {
  const flipped = (at: number) =>
    proof.map((hash, place) => (place === at ? hash.map((byte, i) => (i === 31 ? byte ^ 1 : byte)) : hash));
  return [
    proof,
    proof.slice(1),
    proof.slice(0, -1),
    [...proof, stranger],
    [stranger, ...proof],
    [...proof, ...proof],
    [...proof].reverse(),
    ...proof.map((_, at) => flipped(at)),
    ...proof.slice(1).map((_, at) => {
      const swapped = [...proof];
      [swapped[at], swapped[at + 1]] = [taken(proof, at + 1), taken(proof, at)];
      return swapped;
    }),
  ];
}

describe('vectors made by the second implementation', () => {
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100];
  const log = buildLog(130);
  const second = definitions(entryAt);
  const stranger = leafHash(sha256, Buffer.from('stranger'));

  test('inclusion: both accept and refuse the same', async () => {
    const counts = { accepted: 0, refused: 0 };
    for (const size of sizes) {
      for (const index of new Set([0, 1, Math.floor(size / 2), size - 2, size - 1])) {
        if (index < 0 || index >= size) continue;
        const proof = second.path(index, 0, size);
        assert.deepEqual(
          (await inclusionProof(sha256, index, size, log.readNode)).map(hex),
          proof.map(hex),
          `${index} of ${size}`,
        );
        const leaf = taken(log.leaves, index);
        const root = second.mth(0, size);
        const claims = [
          ...spoiled(proof, stranger).map((one) => ({ index, size, leaf, proof: one, root })),
          ...[index - 1, index + 1, size, size * 2].map((wrong) => ({
            index: wrong,
            size,
            leaf,
            proof,
            root,
          })),
          ...[size - 1, size + 1, size * 2].map((wrong) => ({ index, size: wrong, leaf, proof, root })),
          { index, size, leaf: stranger, proof, root },
          { index, size, leaf, proof, root: stranger },
          { index, size, leaf: root, proof: [], root },
          { index, size, leaf, proof, root: second.mth(0, size + 1) },
        ];
        for (const claim of claims) {
          const says = isIncluded(claim.index, claim.size, claim.leaf, claim.proof, claim.root);
          assert.equal(
            accepts(() => verifyInclusion(sha256, claim)),
            says,
            `${claim.index} of ${claim.size}, ${claim.proof.length} hashes`,
          );
          counts[says ? 'accepted' : 'refused'] += 1;
        }
      }
    }
    assert.ok(counts.accepted >= 60 && counts.refused >= 500, JSON.stringify(counts));
  });

  test('consistency: both accept and refuse the same', async () => {
    const counts = { accepted: 0, refused: 0 };
    for (const newSize of sizes) {
      for (const oldSize of new Set([0, 1, 2, Math.floor(newSize / 2), newSize - 1, newSize])) {
        if (oldSize > newSize) continue;
        const proof = oldSize === 0 ? [] : second.proof(oldSize, newSize);
        assert.deepEqual(
          (await consistencyProof(sha256, oldSize, newSize, log.readNode)).map(hex),
          proof.map(hex),
          `${oldSize} to ${newSize}`,
        );
        const oldRoot = second.mth(0, oldSize);
        const newRoot = second.mth(0, newSize);
        const claim = { oldSize, oldRoot, newSize, newRoot, proof };
        const claims = [
          ...spoiled(proof, stranger).map((one) => ({ ...claim, proof: one })),
          { ...claim, oldSize: oldSize + 1 },
          { ...claim, oldSize: oldSize - 1 },
          { ...claim, oldSize: newSize, newSize: oldSize },
          { ...claim, newSize: newSize + 1 },
          { ...claim, newSize: newSize - 1 },
          { ...claim, newSize: newSize * 2 },
          { ...claim, oldRoot: newRoot },
          { ...claim, oldRoot: newRoot, newRoot: oldRoot },
          { ...claim, oldRoot: stranger },
          { ...claim, newRoot: stranger },
          { ...claim, oldSize: 0, proof: [] },
        ];
        for (const one of claims) {
          const says = isConsistent(one.oldSize, one.oldRoot, one.newSize, one.newRoot, one.proof);
          assert.equal(
            accepts(() => verifyConsistency(sha256, one)),
            says,
            `${one.oldSize} to ${one.newSize}, ${one.proof.length} hashes`,
          );
          counts[says ? 'accepted' : 'refused'] += 1;
        }
      }
    }
    assert.ok(counts.accepted >= 60 && counts.refused >= 500, JSON.stringify(counts));
  });
});

describe('properties up to 100,000 leaves', () => {
  const MAX = 100_000;
  const second = definitions(entryAt);
  let log: TestLog;
  before(() => {
    log = buildLog(MAX, false);
  });

  const size = fc.integer({ min: 1, max: MAX });

  test('root and right edge of any size', async () => {
    assert.equal(hex(edgeRoot(sha256, log.edge)), hex(second.mth(0, MAX)));
    await fc.assert(
      fc.asyncProperty(size, async (leaves) => {
        const edge = await readEdge(leaves, log.readNode);
        assert.equal(hex(edgeRoot(sha256, edge)), hex(second.mth(0, leaves)));
        if (leaves < MAX) {
          const longer = extendEdge(sha256, leaves, edge, taken(log.leaves, leaves));
          assert.deepEqual(longer.map(hex), (await readEdge(leaves + 1, log.readNode)).map(hex));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('inclusion proofs: made as defined, verified, and bound to their place', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (leaves, a, b) => {
        const index = a % leaves;
        const proof = await inclusionProof(sha256, index, leaves, log.readNode);
        assert.deepEqual(proof.map(hex), second.path(index, 0, leaves).map(hex));
        const claim = { size: leaves, leaf: taken(log.leaves, index), proof, root: second.mth(0, leaves) };
        verifyInclusion(sha256, { ...claim, index });
        const other = b % leaves;
        if (other !== index) assert.ok(!accepts(() => verifyInclusion(sha256, { ...claim, index: other })));
      }),
      { numRuns: 300 },
    );
  });

  test('consistency proofs: made as defined, and verified', async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (newSize, a) => {
        const oldSize = 1 + (a % newSize);
        const proof = await consistencyProof(sha256, oldSize, newSize, log.readNode);
        assert.deepEqual(proof.map(hex), second.proof(oldSize, newSize).map(hex));
        const roots = { oldRoot: second.mth(0, oldSize), newRoot: second.mth(0, newSize) };
        verifyConsistency(sha256, { oldSize, newSize, proof, ...roots });
        assert.ok(isConsistent(oldSize, roots.oldRoot, newSize, roots.newRoot, proof));
      }),
      { numRuns: 300 },
    );
  });

  test('a fork is never consistent', async () => {
    const fork = buildLog(600, true, (index) => (index === 300 ? Buffer.from('fork') : entryAt(index)));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 301, max: 600 }), fc.nat(), async (newSize, a) => {
        const oldSize = 301 + (a % (newSize - 300));
        const claim = {
          oldSize,
          newSize,
          oldRoot: taken(fork.roots, oldSize),
          newRoot: second.mth(0, newSize),
        };
        for (const readNode of [log.readNode, fork.readNode]) {
          const proof = await consistencyProof(sha256, oldSize, newSize, readNode);
          assert.ok(!accepts(() => verifyConsistency(sha256, { ...claim, proof })));
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('sizes beyond 32 bits', () => {
  // One hash stands for every full subtree of a level: a tree of equal leaves, of any size, without its leaves.
  const levels: Uint8Array[] = [leafHash(sha256, new Uint8Array(0))];
  const readNode = (level: number) => {
    while (levels.length <= level) {
      const below = taken(levels, levels.length - 1);
      levels.push(edgeRoot(sha256, [below, below]));
    }
    return taken(levels, level);
  };

  test('proofs at 2^31, 2^32 and 2^53 - 1', async () => {
    const leaf = readNode(0);
    for (const newSize of [2 ** 31 + 1, 2 ** 32, 2 ** 32 + 3, 2 ** 40 + 7, Number.MAX_SAFE_INTEGER]) {
      const newRoot = edgeRoot(sha256, await readEdge(newSize, readNode));
      for (const index of [0, 2 ** 31 - 1, 2 ** 31, newSize - 1]) {
        const proof = await inclusionProof(sha256, index, newSize, readNode);
        verifyInclusion(sha256, { index, size: newSize, leaf, proof, root: newRoot });
        assert.ok(isIncluded(index, newSize, leaf, proof, newRoot));
        assert.ok(
          !accepts(() =>
            verifyInclusion(sha256, { index, size: newSize, leaf, proof: proof.slice(1), root: newRoot }),
          ),
        );
      }
      for (const oldSize of [1, 2 ** 31, 2 ** 31 + 1, newSize - 1]) {
        const oldRoot = edgeRoot(sha256, await readEdge(oldSize, readNode));
        const proof = await consistencyProof(sha256, oldSize, newSize, readNode);
        verifyConsistency(sha256, { oldSize, oldRoot, newSize, newRoot, proof });
      }
    }
  });

  test('an edge grows across 2^32', async () => {
    const edge: Edge = await readEdge(2 ** 32 - 1, readNode);
    assert.equal(edge.length, 32);
    assert.equal(extendEdge(sha256, 2 ** 32 - 1, edge, readNode(0)).length, 1);
  });
});
