/** @file Which room may import which: the architecture's table, checked on every change (type-only imports too). */

/** Bottom up: each of these may import the ones before it. */
const layers = ['tensor', 'onnx', 'graph', 'checkpoint', 'nn', 'models'];
const below = (layer) => layers.slice(0, layers.indexOf(layer));

const machineLearning = [
  ...layers,
  'image',
  'runtime',
  'tokenizer',
  'diffusion',
  'face',
  'pipeline',
  'toon',
  'evaluate',
];

/** Room -> the rooms it may import, besides itself, `errors` and `say`. */
const rooms = {
  ...Object.fromEntries(layers.map((layer) => [layer, below(layer)])),
  runtime: ['tensor'],
  diffusion: ['tensor'],
  image: ['tensor'],
  tokenizer: [],
  toon: ['tensor'],
  face: machineLearning,
  pipeline: machineLearning,
  catalogue: machineLearning,
  train: [...machineLearning, 'train'],
  evaluate: [...machineLearning, 'train'],
  identity: [],
  moderation: ['identity'],
  queue: ['identity'],
  chat: ['identity', 'moderation', 'queue'],
  commands: ['chat', 'identity', 'moderation', 'queue'],
  workers: ['queue', 'identity', 'pipeline'],
};

const topLevelRooms = ['commands', 'workers'];
const folder = (room) => (topLevelRooms.includes(room) ? `^${room}/` : `^src/${room}/`);
const ours = '^(src|commands|workers|bench|test|deploy)/';

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `${room}/ may import only: ${['errors', 'say', room, ...allowed].join(', ')}`,
  severity: 'error',
  // The web chat alone also draws portraits, in its portrait maker.
  from: { path: folder(room), ...(room === 'chat' && { pathNot: '^src/chat/web/' }) },
  to: { path: ours, pathNot: ['^src/(errors|say)\\.ts$', folder(room), ...allowed.map(folder)] },
}));

/** Packages that one room alone may import. */
const onlyImporter = (room, dependency, from = folder(room)) => ({
  name: `only-${room}-imports-${dependency}`,
  severity: 'error',
  from: { path: '^(src|commands|workers)/', pathNot: from },
  to: { path: `^node_modules/${dependency}/` },
});

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'room-chat-web',
      comment: 'chat/web/ may import only: errors, say, chat, identity, moderation, queue, toon',
      severity: 'error',
      from: { path: '^src/chat/web/' },
      to: {
        path: ours,
        pathNot: [
          '^src/(errors|say)\\.ts$',
          ...['chat', 'identity', 'moderation', 'queue', 'toon'].map(folder),
        ],
      },
    },
    {
      name: 'errors-imports-nothing',
      severity: 'error',
      from: { path: '^src/(errors|say)\\.ts$' },
      to: { path: '.', pathNot: '^src/say\\.ts$' },
    },
    {
      name: 'unknown-room',
      comment: 'A new room belongs in the table of this file (and in the architecture) first.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(errors|say)\\.ts$', '^src/main/', ...Object.keys(rooms).map(folder)],
      },
      to: { path: '.' },
    },
    {
      name: 'deploy-stands-alone',
      comment: 'The set-up script runs before any package is installed.',
      severity: 'error',
      from: { path: '^deploy/' },
      to: { dependencyTypesNot: ['core', 'local'] },
    },
    {
      name: 'runs-in-a-browser',
      comment: 'The portrait maker draws in the browser: no Node modules there.',
      severity: 'error',
      from: { path: ['^src/toon/', '^src/tensor/', '^src/chat/web/client/'] },
      to: { dependencyTypes: ['core'] },
    },
    onlyImporter('image', 'sharp'),
    onlyImporter('runtime', 'onnxruntime-node'),
    onlyImporter('chat', 'discord\\.js', '^src/chat/discord/'),
    onlyImporter('chat', '@slack/bolt', '^src/chat/slack/'),
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(src|commands|workers)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declared-packages-only',
      severity: 'error',
      from: { path: ours },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
