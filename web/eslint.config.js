import js from '@eslint/js'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

// Imports point one way: lib ← api ← ui ← map, charts ← modules ← app. A module is seen by others through its
// index.ts only; only a module's store.ts talks to the server.
const layers = {
  lib: ['@/api', '@/ui', '@/map', '@/charts', '@/modules', '@/app'],
  api: ['@/ui', '@/map', '@/charts', '@/modules', '@/app'],
  ui: ['@/api/client', '@/map', '@/charts', '@/modules', '@/app'],
  map: ['@/api/client', '@/modules', '@/app'],
  charts: ['@/api/client', '@/modules', '@/app'],
}
const inside = {
  group: ['@/modules/*/*', '!@/modules/*/index'],
  message: 'Another module is used through its index.ts only.',
}
const server = { group: ['@/api/client'], message: 'Only store.ts calls the API.' }
const app = { group: ['@/app', '@/app/*'], message: 'Modules do not know the app.' }

const patterns = (list) => ({ 'no-restricted-imports': ['error', { patterns: list }] })

export default [
  { ignores: ['dist/', 'node_modules/', 'playwright-report/', 'test-results/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser, sourceType: 'module' } },
  },
  {
    rules: {
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'any', normal: 'any', component: 'always' } }],
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-v-html': 'error',
    },
  },
  { files: ['**/*.vue'], rules: { 'max-lines': ['error', { max: 150 }] } },
  ...Object.entries(layers).map(([layer, above]) => ({
    files: [`src/${layer}/**`],
    rules: patterns([{ group: above.flatMap((a) => [a, `${a}/*`]), message: `${layer} stands below these.` }]),
  })),
  { files: ['src/modules/**'], rules: patterns([inside, server, app]) },
  { files: ['src/app/**'], rules: patterns([inside]) },
  { files: ['src/modules/**/store.ts', 'src/modules/**/*.test.ts'], rules: patterns([inside, app]) },
  { files: ['src/**/*.test.ts'], rules: { 'max-lines': 'off' } },
]
