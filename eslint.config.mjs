import { defineConfig } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import baseConfig from './.config/eslint.config.mjs';

const NODE_CODE = 'src/{contract,sigma,catalogue,cloudtrail,backend,cli,types-node}/**/*.ts';

/**
 * Imports point one way (docs/structure.md): contract ← sigma ← catalogue ← cloudtrail ← backend, cli.
 * Each zone says what its target must not import.
 */
const zones = [
  { target: './src/contract', from: './src', except: ['./contract'] },
  { target: './src/sigma', from: './src', except: ['./sigma'] },
  { target: './src/catalogue', from: './src', except: ['./catalogue', './sigma', './contract'] },
  { target: './src/cloudtrail', from: './src', except: ['./cloudtrail', './catalogue', './sigma', './contract'] },
  { target: './src/backend', from: './src/cli' },
  ...['pages', 'components', 'datasource', 'preview'].flatMap((ui) =>
    ['cloudtrail', 'backend', 'cli'].map((node) => ({
      target: `./src/${ui}`,
      from: `./src/${node}`,
      message: 'The UI imports pure parts (contract, sigma, catalogue) only.',
    }))
  ),
  ...['backend', 'cli', 'cloudtrail'].flatMap((node) =>
    ['pages', 'components', 'datasource', 'preview'].map((ui) => ({ target: `./src/${node}`, from: `./src/${ui}` }))
  ),
];

export default defineConfig([
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/build/',
      'coverage/',
      '.cache/',
      '.config/',
      // AssemblyScript.
      'src/sigma/scan/assembly/',
      'test-results/',
      'playwright-report/',
      'src/backend/protocol/gen/',
      '**/.eslintcache',
    ],
  },
  ...baseConfig,
  { files: [NODE_CODE, 'bench/**/*.ts', 'tests/**/*.ts'], languageOptions: { parserOptions: { project: './tsconfig.node.json' } } },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: ['tsconfig.json', 'tsconfig.node.json'] })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      // The JSX runtime is automatic (tsconfig.json).
      'react/react-in-jsx-scope': 'off',
    },
  },
  {
    // The engine and the catalogue run in the browser too: no Node API in them.
    files: ['src/{contract,sigma,catalogue}/**/*.ts'],
    ignores: ['**/*.test.ts', 'src/sigma/testing/**', 'src/catalogue/bundled/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['node:*', 'fs', 'path'], message: 'Pure code: no I/O here.' }] }],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require'],
    },
  },
  { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
]);
