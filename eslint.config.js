import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import storybook from 'eslint-plugin-storybook'
import tseslint from 'typescript-eslint'

const NODE = [
  'process',
  'console',
  'URL',
  'fetch',
  'Buffer',
  'AbortSignal',
  'WebSocket',
  'WebAssembly',
]
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance']

/** Plain JavaScript has no types to tell a global from a slip of the pen. */
const readonly = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']))

export default defineConfig([
  globalIgnores([
    'node_modules',
    'dist',
    'coverage',
    'storybook-static',
    '.cache',
    '**/.stryker-tmp',
    '**/*.d.ts',
  ]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
    },
  },
  {
    // Indexed reads in audio loops are inside their bounds by construction.
    files: ['src/audio/**', 'src/simulator/**', 'tests/**', 'stories/**', 'examples/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['src/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat['recommended-latest']] },
  { files: ['stories/**/*.{ts,tsx}'], extends: [storybook.configs['flat/recommended']] },
  {
    files: ['stories/**', 'tests/**'],
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: readonly(...NODE, ...TIMERS) },
  },
  {
    files: ['tests/consumer/**/*.js'],
    languageOptions: { globals: readonly('window', 'document') },
  },
  {
    // The worklet lives in a realm of its own, with a tsconfig of its own.
    files: ['**/*.worklet.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: { projectService: false, project: './tsconfig.worklet.json' },
    },
  },
])
