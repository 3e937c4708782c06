// Two projects: what runs in the browser (jsdom, Grafana's own jest configuration) and what runs in Node.
// The time zone is fixed so that times in tests read the same everywhere.
process.env.TZ = 'UTC';

const base = require('./.config/jest.config');

const browser = {
  ...base,
  displayName: 'browser',
  rootDir: __dirname,
  testMatch: ['<rootDir>/src/{pages,components,datasource,preview}/**/*.test.{ts,tsx}', '<rootDir>/src/*.test.tsx'],
  setupFilesAfterEnv: ['<rootDir>/jest-setup.js'],
  transform: {
    // .mjs: some of Grafana's packages come as that alone.
    '^.+\\.(t|m?j)sx?$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          // tsconfig.json says react-jsx; Grafana's base would ask for React in scope.
          transform: { react: { runtime: 'automatic' } },
        },
      },
    ],
  },
};

const node = {
  displayName: 'node',
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [
    '<rootDir>/src/{contract,sigma,catalogue,cloudtrail,backend,cli}/**/*.test.ts',
    '<rootDir>/{rules,scripts,tests/node}/**/*.test.ts',
  ],
  // jest.trino.config.js runs these.
  testPathIgnorePatterns: ['/node_modules/', '\\.trino\\.test\\.ts$'],
  moduleNameMapper: {
    '^virtual:bundled-rules$': '<rootDir>/src/catalogue/bundled/fromFolder.ts',
    '^virtual:worker/backend/.*$': '<rootDir>/src/backend/matching/testing/noWorker.ts',
  },
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
      },
    ],
  },
};

// How fast a test is depends on what else the machine does: only what hangs is to be ended.
module.exports = { projects: [browser, node], testTimeout: 60_000 };
