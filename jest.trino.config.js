// Tests that need a real Trino; `npm run test:trino` starts one for them. They are not part of `npm test`.
const { projects } = require('./jest.config');

const node = projects.find(({ displayName }) => displayName === 'node');

module.exports = {
  ...node,
  displayName: 'trino',
  testMatch: ['<rootDir>/src/**/*.trino.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 180_000,
};
