import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { serviceWorker } from './sw/plugin.ts'

// `npm run dev` shows the pages of a running `linli serve`; LINLI_URL names another one.
const server = process.env.LINLI_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue(), serviceWorker()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
  build: {
    target: 'es2022',
    assetsDir: 'assets',
    // Everything is a file under /assets with its hash in the name: the server may let browsers keep it for ever,
    // and the content security policy needs no `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    restoreMocks: true,
  },
})
