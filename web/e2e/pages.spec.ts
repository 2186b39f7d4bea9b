import { expect, test } from '@playwright/test'
import { accessible, complaints, fits, settled, signIn } from './helpers'
import { world } from './world'

const open = ['/', '/report', '/login', '/help', '/complaints', '/print/complaints', '/settled', '/figures', '/my-data', '/no-such-page']
const byPost: Record<string, string[]> = {
  'e2e.steward': ['/my', '/my/queue', '/inbox', '/inbox/choices', '/my/report', '/board', '/visits', '/people'],
  'e2e.worker': ['/account', '/calls', '/desk', '/desk?list=all', '/desk/intake', '/desk/feedback', '/desk/feedback?state=answered', '/board', '/compliance', '/funds', '/funds/entries', '/organisation', '/analysis', '/analysis/rates', '/analysis/hot-spots', '/governance', '/people', '/people/requests', '/visits'],
  'e2e.district': ['/board', '/compliance', '/funds', '/funds?year=2025', '/funds/entries?state=proposed', '/organisation', '/analysis', '/analysis?period=2026', '/analysis/cases?measure=closed', '/analysis/rates', '/analysis/hot-spots?by=square', '/governance', '/admin/flow', '/admin/areas', '/admin/grids', '/admin/plans', '/admin/plans/new', '/admin/plans/review', '/admin/plans/barriers', '/admin/bodies', '/admin/matters', '/admin/imports', '/desk/hotline', '/desk/hotline?list=sent_back', '/people/upkeep'],
  'e2e.security': ['/admin/accounts'],
  'e2e.audit': ['/admin/journal'],
  'e2e.system': ['/admin/system', '/admin/channels'],
}

for (const path of open) {
  test(`open page ${path}`, async ({ page }) => {
    const said = complaints(page)
    await page.goto(world().url + path)
    await settled(page)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await fits(page)
    await accessible(page)
    expect(said).toEqual([])
  })
}

test('a grid’s QR code leads to its steward and to reporting there', async ({ page }) => {
  const { url, grid } = world()
  await page.goto(`${url}/g/${grid.slug}`)
  await expect(page.getByText('林网格')).toBeVisible()
  await fits(page)
  await accessible(page)
  await page.getByRole('link', { name: '反映这里的问题' }).click()
  await expect(page.getByText(grid.name)).toBeVisible()
})

for (const [login, paths] of Object.entries(byPost)) {
  test(`pages of ${login}`, async ({ page }) => {
    test.setTimeout(120_000)
    await signIn(page, login)
    const said = complaints(page)
    for (const path of paths) {
      await test.step(path, async () => {
        await page.goto(world().url + path)
        await settled(page)
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        await expect(page.getByRole('alert')).toHaveCount(0)
        await fits(page)
        await accessible(page)
      })
    }
    expect(said).toEqual([])
  })
}

test('a case page, and the sheets that hang on the wall', async ({ page }) => {
  const { url, grid, community } = world()
  await signIn(page, 'e2e.district')
  const said = complaints(page)
  await page.goto(`${url}/desk?list=all`)
  await page.locator('.table .lead a').first().click()
  await expect(page.getByRole('region', { name: '现在可以做' })).toBeVisible()
  await settled(page)
  await fits(page)
  await accessible(page)
  for (const kind of ['qr', 'notice']) {
    await page.goto(`${url}/print/grids/${grid.id}/${kind}`)
    await expect(page.getByRole('img', { name: new RegExp(grid.name) })).toBeVisible()
    await settled(page)
    await fits(page)
    await accessible(page)
  }
  await page.goto(`${url}/print/communities/${community.id}`)
  await expect(page.getByRole('img', { name: `${community.name}网格服务图` })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: grid.name }).first()).toContainText('林网格')
  await settled(page)
  await fits(page)
  await accessible(page)
  expect(said).toEqual([])
})

test('English, and large type', async ({ page }) => {
  await page.goto(world().url)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('link', { name: 'Report a matter' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: 'Large type' }).click()
  const [size, target] = await page.evaluate(() => [
    parseFloat(getComputedStyle(document.body).fontSize), document.querySelector('a.btn')!.getBoundingClientRect().height])
  expect(size).toBeGreaterThanOrEqual(18)
  expect(target).toBeGreaterThanOrEqual(60)
  await page.goto(`${world().url}/report`)
  await settled(page)
  await fits(page)
  await accessible(page)
})
