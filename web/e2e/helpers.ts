import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { password, world } from './world'

export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto(`${world().url}/login`)
  await page.getByLabel('账号', { exact: true }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((u) => u.pathname !== '/login')
}

/** Everything asked for has come, and nothing of it was an error. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('domcontentloaded')
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
}

/** Axe at the levels that the law asks for: nothing serious or critical. */
export async function accessible(page: Page): Promise<void> {
  // The whole page at once: what a bar at the bottom covers at one moment can be scrolled free.
  const size = page.viewportSize()!
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, Math.min(height, 12_000)) })
  const report = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  const bad = report.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  await page.setViewportSize(size)
  expect(bad.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`)).toEqual([])
}

/** No page is wider than the screen. */
export async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}

/** Collects what the browser complains about; the stream of events may be cut when a page is left. */
export function complaints(page: Page): string[] {
  const list: string[] = []
  page.on('pageerror', (e) => list.push(`error: ${e.message}`))
  page.on('console', (m) => { if (m.type() === 'error' && !/events|ERR_INTERNET_DISCONNECTED/.test(m.text() + m.location().url)) list.push(`${m.text()} ${m.location().url}`) })
  return list
}
