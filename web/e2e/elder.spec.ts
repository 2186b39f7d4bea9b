import { expect, test, type Page } from '@playwright/test'
import { accessible, fits, settled } from './helpers'
import { lived } from './lives'
import { world } from './world'

// The numbers of the rules for elderly-friendly pages: text ≥ 18 dp, up to 30 dp; line spacing ≥ 1.3; targets ≥ 60×60
// (≥ 44×44 else); contrast is axe's. One CSS pixel is one dp.
async function publicPages(): Promise<string[]> {
  const { grid } = world()
  const one = await lived(`长辈版用的垃圾 ${Date.now()}`, 'verified')
  return ['/', '/report', '/login', '/help', '/complaints', '/complaints/T261130-482177305', '/settled', '/settled/1', '/figures', `/g/${grid.slug}`, `/r/${one.number}#${one.secret}`, '/no-such-page']
}

interface Fault { what: string; size: string }

/** Text that is smaller than it may be, or set too tight. */
const textFaults = (page: Page, least: number) => page.evaluate((dp): Fault[] => {
  const faults: Fault[] = []
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent?.trim()
    const el = walk.currentNode.parentElement
    if (!text || !el || el.closest('.sr-only, .skip, noscript, script, style, option, [aria-hidden=true]') || !el.checkVisibility()) continue
    const style = getComputedStyle(el)
    const size = parseFloat(style.fontSize)
    const line = style.lineHeight === 'normal' ? 1.2 : parseFloat(style.lineHeight) / size
    if (size < dp || line < 1.295) faults.push({ what: `${el.tagName.toLowerCase()}.${el.className} ${text.slice(0, 20)}`, size: `${size}px / ${line.toFixed(2)}` })
  }
  return faults
}, least)

/** Whatever is pressed: a box smaller than it may be. A link within a sentence is as high as its line. */
const targetFaults = (page: Page, least: number) => page.evaluate((dp): Fault[] => {
  const faults: Fault[] = []
  for (const el of Array.from(document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [role=application]'))) {
    if (!el.checkVisibility() || el.closest('.skip, .ol-control')) continue
    const box = el instanceof HTMLInputElement && ['radio', 'checkbox', 'file'].includes(el.type) ? el.closest('label') ?? el : el
    const inSentence = el instanceof HTMLAnchorElement && el.parentElement?.tagName === 'P' && (el.parentElement.textContent?.trim().length ?? 0) > (el.textContent?.trim().length ?? 0)
    const r = box.getBoundingClientRect()
    if (r.width === 0 && r.height === 0) continue
    if (!inSentence && (r.width < dp - 0.5 || r.height < dp - 0.5))
      faults.push({ what: `${el.tagName.toLowerCase()}.${el.className} ${(el.textContent || el.getAttribute('aria-label') || el.id).trim().slice(0, 20)}`, size: `${Math.round(r.width)}×${Math.round(r.height)}` })
  }
  return faults
}, least)

test('large type keeps its numbers on every public page', async ({ page }) => {
  test.setTimeout(360_000)
  const paths = await publicPages()
  await page.goto(world().url)
  await page.getByRole('button', { name: '长辈版' }).click()
  for (const path of paths) {
    await test.step(path, async () => {
      await page.goto(world().url + path)
      await settled(page)
      await expect(page.getByRole('button', { name: '标准版' })).toBeVisible()
      expect.soft(await textFaults(page, 18)).toEqual([])
      expect.soft(await targetFaults(page, 60)).toEqual([])
      await fits(page)
      await accessible(page)
      await page.screenshot({ path: test.info().outputPath(`elder${path.split('#')[0]!.replaceAll('/', '-')}.png`), fullPage: true, animations: 'disabled' })
    })
  }
})

test('text grows to thirty and nothing is pushed off the page', async ({ page }) => {
  test.setTimeout(240_000)
  const paths = await publicPages()
  await page.goto(world().url)
  await page.getByRole('button', { name: '长辈版' }).click()
  await page.getByRole('button', { name: '字再大些' }).click()
  for (const path of paths) {
    await test.step(path, async () => {
      await page.goto(world().url + path)
      await settled(page)
      expect(await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize))).toBeGreaterThanOrEqual(30)
      expect.soft(await textFaults(page, 28)).toEqual([])
      await fits(page)
      await page.screenshot({ path: test.info().outputPath(`largest${path.split('#')[0]!.replaceAll('/', '-')}.png`), fullPage: true, animations: 'disabled' })
    })
  }
  await page.getByRole('button', { name: '字小一些' }).click()
  await page.getByRole('button', { name: '标准版' }).click()
  await expect(page.locator('html')).not.toHaveClass(/elder|largest/)
})

test('targets of the usual pages are large enough, and every page offers large type', async ({ page }) => {
  test.setTimeout(240_000)
  for (const path of await publicPages()) {
    await test.step(path, async () => {
      await page.goto(world().url + path)
      await settled(page)
      await expect(page.getByRole('button', { name: '长辈版' })).toBeVisible()
      await expect(page.getByRole('contentinfo').getByRole('link', { name: '投诉与建议' })).toBeVisible()
      expect.soft(await textFaults(page, 14)).toEqual([])
      expect.soft(await targetFaults(page, 44)).toEqual([])
      // Headings in order, one of the first level, and a language: what reads a page aloud goes by them.
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
      const levels = await page.locator('h1, h2, h3, h4').evaluateAll((all) => all.filter((h) => (h as HTMLElement).checkVisibility()).map((h) => Number(h.tagName[1])))
      expect.soft(levels.filter((l) => l === 1)).toHaveLength(1)
      levels.forEach((l, i) => expect.soft(l - (levels[i - 1] ?? 1)).toBeLessThanOrEqual(1))
    })
  }
})
