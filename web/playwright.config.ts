import { defineConfig, devices } from '@playwright/test'

// The pages are tried in a real Chromium against the real binary on a small demo district (e2e/setup.ts starts it).
// `npm run build` and the C++ build come first; LINLI_BIN names another binary.
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync']

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/setup.ts',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 10_000,
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    contextOptions: { reducedMotion: 'reduce' },
    // Only offline.spec.ts is about it; the others should meet the pages that were just built.
    serviceWorkers: 'block',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1366, height: 860 } }, testIgnore: /walk|screenshots|offline/ },
    { name: 'phone', use: { ...devices['Pixel 7'], defaultBrowserType: undefined }, testIgnore: /walk|screenshots|import|live|setup-page|admin|plans/ },
    { name: 'walk', testMatch: /walk/ },
    { name: 'screenshots', testMatch: /screenshots/ },
  ],
})
