import { expect, test, type Page } from '@playwright/test'
import { accessible, complaints, fits, settled, signIn } from './helpers'
import { password, Person, world } from './world'

// Money is proposed by one person, approved by another, counted, and taken back by a counter-entry (R134, R135).
test.describe.configure({ mode: 'serial' })
test.skip(({ isMobile }) => isMobile, 'one screen is enough for the order of steps; phone width is looked at below')

const payee = `晨光保洁公司 ${Date.now()}`
let account = ''

// eslint-disable-next-line no-empty-pattern -- Playwright insists on a pattern before the test's own information
test.beforeAll(async ({}, { project }) => {
  if (project.use.isMobile) return
  const { url, community } = world()
  const boss = await new Person(url).signIn('e2e.district', password)
  const second = await new Person(url).signIn('e2e.second', password)
  account = (await boss.call<{ id: string }>('POST', '/funds/accounts', { area_id: community.id, number: '社财-001' })).id
  const entry = await boss.call<{ id: string; version: number }>('POST', '/funds/entries', { account_id: account, kind: 'income', line: 'work', amount_fen: 10_500_000, on: '2026-01-05', payee: '区财政局', document: '区财〔2026〕1号' })
  await second.call('POST', `/funds/entries/${entry.id}/decision`, { version: entry.version, approve: true })
})

async function open(page: Page, login: string, path: string): Promise<void> {
  await signIn(page, login)
  await page.goto(world().url + path)
  await settled(page)
}
const entryRow = (page: Page) => page.getByRole('row').filter({ hasText: payee })

test('a community proposes a budget and the district adopts it', async ({ page }) => {
  await open(page, 'e2e.worker', '/funds')
  await page.getByRole('link', { name: world().community.name }).click()
  await page.getByRole('button', { name: '提出预算' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('社区工作经费').fill('105000')
  await dialog.getByLabel('服务群众专项经费').fill('1.234')
  await expect(dialog.getByText('最多两位小数')).toBeVisible()
  await dialog.getByLabel('服务群众专项经费').fill('150000')
  await dialog.getByLabel('依据或理由').fill('区政府常务会议')
  await accessible(page)
  await dialog.getByRole('button', { name: '提交审批' }).click()
  await expect(page.getByText('待审批').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '审批', exact: true })).toHaveCount(0)

  await page.context().clearCookies()
  await open(page, 'e2e.district', '/funds')
  await page.getByRole('link', { name: /预算待审批/ }).click()
  await settled(page)
  await page.getByRole('button', { name: '审批', exact: true }).click()
  await dialog.getByRole('button', { name: '批准', exact: true }).click()
  await expect(page.getByText('现行')).toBeVisible()
})

test('an expense waits for the second person, who writes why when it goes over the line', async ({ page }) => {
  const said = complaints(page)
  await open(page, 'e2e.worker', `/funds/accounts/${account}`)
  await page.getByRole('button', { name: '登记收支' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('科目').selectOption({ label: '社区工作经费' })
  await dialog.getByLabel('金额').fill('105000.01')
  await dialog.getByLabel('对方单位').fill(payee)
  await dialog.getByLabel('凭据').fill('发票 20260301')
  await accessible(page)
  await dialog.getByRole('button', { name: '提交审批' }).click()
  await expect(entryRow(page)).toContainText('待审批')
  await expect(entryRow(page)).toContainText('超出这一科目的预算 0.01 元')
  await accessible(page)

  await page.context().clearCookies()
  await open(page, 'e2e.district', '/funds/entries?state=proposed')
  await entryRow(page).getByRole('button', { name: /审批/ }).click()
  await expect(dialog.getByRole('button', { name: '批准', exact: true })).toBeDisabled()
  await dialog.getByLabel('意见').fill('汛期抢险，区长办公会同意')
  await accessible(page)
  await dialog.getByRole('button', { name: '批准', exact: true }).click()
  await expect(entryRow(page)).toHaveCount(0)
  expect(said).toEqual([])
})

test('the report counts it, opens to it, and a counter-entry takes it back', async ({ page }) => {
  await open(page, 'e2e.district', `/funds?area=${world().community.id}`)
  const line = page.getByRole('row').filter({ hasText: '社区工作经费' }).first()
  await expect(line).toContainText('-0.01')
  await accessible(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await fits(page)
  await page.setViewportSize({ width: 1280, height: 800 })
  await line.getByRole('link', { name: '105,000.01' }).click()
  await expect(entryRow(page)).toContainText('汛期抢险')
  await entryRow(page).getByRole('button', { name: /冲销/ }).click()
  await page.getByRole('dialog').getByLabel('冲销原因').fill('发票作废')
  await page.getByRole('dialog').getByRole('button', { name: '冲销', exact: true }).click()
  await expect(entryRow(page).first()).toContainText(/待审批/)

  await page.context().clearCookies()
  await open(page, 'e2e.second', '/funds/entries?state=proposed')
  await entryRow(page).getByRole('button', { name: /审批/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click()
  await page.goto(`${world().url}/funds?area=${world().community.id}`)
  await settled(page)
  await expect(page.getByRole('row').filter({ hasText: '社区工作经费' }).first().getByRole('link').nth(1)).toHaveText('0.00')
  const file = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 Excel' }).click()])
  expect(file[0].suggestedFilename()).toBe('funds.xlsx')
  await page.goto(`${world().url}/funds/accounts/${account}`)
  await settled(page)
  await page.setViewportSize({ width: 360, height: 800 })
  await fits(page)
  await accessible(page)
})
