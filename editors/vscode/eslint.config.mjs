import js from '@eslint/js';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'bin/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...typescript.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './webview/tsconfig.json'] } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['test/*.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } }, // node:test's own style
  { files: ['**/*.mjs'], languageOptions: { globals: { process: 'readonly', console: 'readonly', document: 'readonly', window: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', performance: 'readonly', URL: 'readonly', MutationObserver: 'readonly', fetch: 'readonly', requestAnimationFrame: 'readonly', getComputedStyle: 'readonly' } } },
  { files: ['e2e/neighbour/*.js'], languageOptions: { sourceType: 'commonjs', globals: { require: 'readonly', exports: 'writable' } } },
);
