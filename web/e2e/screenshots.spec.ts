import { expect, test } from '@playwright/test'
import { settled, signIn } from './helpers'
import { world } from './world'

// The pictures of the READMEs: `npx playwright test --project screenshots`.
const folder = '../docs/screenshots'

test('board', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 } })
  const page = await context.newPage()
  await signIn(page, 'e2e.district')
  await page.goto(`${world().url}/board`)
  await settled(page)
  await expect(page.locator('.map canvas').first()).toBeVisible()
  await page.waitForTimeout(800)
  await page.screenshot({ path: `${folder}/board.png`, animations: 'disabled' })
  await context.close()
})

test('desk', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 } })
  const page = await context.newPage()
  await signIn(page, 'e2e.district')
  await page.goto(`${world().url}/desk`)
  await settled(page)
  await page.screenshot({ path: `${folder}/desk.png`, animations: 'disabled' })
  await context.close()
})

test('report on a phone', async ({ browser }) => {
  const { url, spot } = world()
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true,
    geolocation: { longitude: spot.lon, latitude: spot.lat }, permissions: ['geolocation'] })
  const page = await context.newPage()
  await page.goto(`${url}/report`)
  await settled(page)
  await page.getByRole('button', { name: '用手机定位' }).click()
  await page.getByLabel('用自己的话说').fill('3号楼门口的路灯三天不亮了')
  await expect(page.getByRole('group', { name: '可能是' })).toBeVisible()
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: `${folder}/report.png`, animations: 'disabled' })
  await context.close()
})

test('plan', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 } })
  const page = await context.newPage()
  await signIn(page, 'e2e.district')
  await page.goto(`${world().url}/admin/plans/new`)
  await settled(page)
  await page.getByLabel('方案名称').fill('2027年网格调整（甲案）')
  await page.getByRole('button', { name: '建方案并测算' }).click()
  await expect(page.getByTestId('figure-valid')).toBeVisible({ timeout: 60_000 })
  await settled(page)
  await page.getByLabel('社区', { exact: true }).selectOption(world().community.id)
  await page.locator('.map canvas').first().scrollIntoViewIfNeeded()
  await page.waitForTimeout(800)
  await page.screenshot({ path: `${folder}/plan.png`, animations: 'disabled' })
  await context.close()
})
