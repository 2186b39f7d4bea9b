import { expect, test, type Page } from '@playwright/test'
import { accessible, fits, settled, signIn } from './helpers'
import { password, Person, world } from './world'

// A matter that comes up again and again in one courtyard: seen on the map, joined into one task, settled at its root (R181).
interface Made { id: string; number: string }
const made: Made[] = []
const title = `根治楼道堆物 ${Date.now()}`

test.describe.configure({ mode: 'serial' })
test.skip(({ isMobile }) => isMobile, 'one screen is enough for the order of steps; phone width is looked at below')

// eslint-disable-next-line no-empty-pattern -- Playwright insists on a pattern before the test's own information
test.beforeAll(async ({}, { project }) => {
  if (project.use.isMobile) return
  const { url, spot } = world()
  const worker = await new Person(url).signIn('e2e.worker', password)
  const matters = await worker.call<{ items: { id: string; code: string }[] }>('GET', '/matters')
  const matter = matters.items.find((m) => m.code === 'E1-03')!
  for (let i = 0; i < 3; ++i)
    made.push(await worker.call<Made>('POST', '/cases', { matter_id: matter.id, text: `第${i + 1}次反映，清完又堆`, channel: 'phone', lon: spot.lon, lat: spot.lat, idempotency_key: `again-${Date.now()}-${i}-${Math.random()}` }))
})

async function open(page: Page, login: string, path: string): Promise<void> {
  await signIn(page, login)
  await page.goto(world().url + path)
  await settled(page)
}

test('hot spots: the map and the table say the same, and a number opens to its cases', async ({ page }) => {
  await open(page, 'e2e.worker', '/analysis/hot-spots')
  const row = page.getByRole('row').filter({ hasText: world().courtyard.name }).first()
  await expect(row).toBeVisible()
  await accessible(page)
  await row.getByRole('link').first().click()
  await expect(page).toHaveURL(/figure=received/)
  await expect(page.getByText(made[0]!.number).first()).toBeVisible()
})

test('a square opens to its cases, and the file holds exactly these', async ({ page }) => {
  await open(page, 'e2e.worker', '/analysis/hot-spots?by=square&metres=1000')
  const number = page.getByRole('row').nth(1).getByRole('link')
  const count = Number(await number.innerText())
  await number.press('Enter')
  await expect(page).toHaveURL(/measure=received&.*metres=1000&lon=/)
  const more = page.getByRole('button', { name: '再看一些' })
  const rows = page.locator('tbody tr')
  await expect(rows.first()).toBeVisible()
  while (await more.count()) await Promise.all([page.waitForResponse(/analysis\/cases/), more.click()])
  await expect(rows).toHaveCount(count)
  await accessible(page)
  await page.getByRole('button', { name: '导出' }).click()
  await expect(page.getByRole('status').filter({ hasText: `${count}` })).toBeVisible({ timeout: 20_000 })
})

test('repeated matters become one task, shown on each of their cases, closed with a result', async ({ page }) => {
  await open(page, 'e2e.worker', '/governance')
  const proposal = page.getByRole('listitem').filter({ hasText: world().courtyard.name }).filter({ has: page.getByRole('button', { name: '建立任务' }) }).first()
  await proposal.getByRole('button', { name: '建立任务' }).click()
  const dialog = page.getByRole('dialog')
  await accessible(page)
  await dialog.getByLabel('治理什么').fill(title)
  await dialog.getByLabel('责任单位').fill('城管')
  await page.getByRole('option').first().click()
  await dialog.getByLabel('怎样治理').fill('划定临时堆放点，每周清理一次，物业巡查')
  await dialog.getByLabel('完成期限').fill(new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10))
  // What was typed survives a reload.
  await page.reload()
  await settled(page)
  await page.getByRole('listitem').filter({ hasText: world().courtyard.name }).filter({ has: page.getByRole('button', { name: '建立任务' }) }).first().getByRole('button', { name: '建立任务' }).click()
  await expect(dialog.getByLabel('治理什么')).toHaveValue(title)
  await dialog.getByLabel('责任单位').fill('城管')
  await page.getByRole('option').first().click()
  await dialog.getByRole('button', { name: '建立', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(page.getByText(made[0]!.number)).toBeVisible()
  await accessible(page)
  const address = page.url()

  await page.getByLabel('进展').fill('堆放点已划定')
  await page.getByRole('button', { name: '写进展' }).click()
  await expect(page.getByText('堆放点已划定')).toBeVisible()

  await page.goto(`${world().url}/desk/cases/${made[1]!.id}`)
  await expect(page.getByRole('link', { name: title })).toBeVisible()

  await page.goto(address)
  await page.getByRole('button', { name: '办结', exact: true }).first().click()
  await page.getByRole('dialog').getByLabel('治理结果').fill('三个月无新增堆物')
  await page.getByRole('dialog').getByRole('button', { name: '办结', exact: true }).click()
  await expect(page.getByText('三个月无新增堆物')).toBeVisible()
  await page.setViewportSize({ width: 360, height: 800 })
  await fits(page)
})

test('the weights of the rates are versions from a day on', async ({ page }) => {
  await open(page, 'e2e.district', '/analysis/rates')
  await expect(page.getByText('30/35/35').first()).toBeVisible()
  await page.getByRole('button', { name: '新版本' }).click()
  const dialog = page.getByRole('dialog')
  await accessible(page)
  await dialog.getByLabel('从哪天起').fill(new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10))
  await dialog.getByLabel('依据').fill('区办〔2026〕3号')
  await dialog.getByLabel('响应率').fill('20')
  await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled()
  await dialog.getByLabel('解决率').first().fill('45')
  await dialog.getByRole('button', { name: '保存' }).click()
  await page.getByText('各版本').click()
  await expect(page.getByText('区办〔2026〕3号')).toBeVisible()
  await expect(page.getByText('现行').first()).toBeVisible()
})

test('a flow is drafted, checked, seen as differences and adopted from a day on', async ({ page }) => {
  await open(page, 'e2e.district', '/admin/flow')
  await expect(page.getByRole('heading', { name: /层级/ })).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '起草新版本' }).click()
  const draft = page.getByRole('region', { name: '起草新版本' })
  await draft.getByLabel('从哪一份开始').selectOption({ label: '魏都：小区—网格' })
  await expect(draft.getByRole('button', { name: '启用' })).toBeDisabled()
  await draft.getByRole('button', { name: '检查' }).click()
  await expect(draft.getByRole('heading', { name: '改了什么' })).toBeVisible()
  await expect(draft.getByText('小事不出小区').first()).toBeVisible()
  await draft.getByLabel('从哪天起').fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10))
  await expect(draft.getByRole('button', { name: '启用' })).toBeDisabled()
  await draft.getByLabel('原因').fill('试行')
  await draft.getByRole('button', { name: '检查' }).click()
  await draft.getByRole('button', { name: '启用' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '启用' }).click()
  await expect(page.getByText('待生效')).toBeVisible()
  await page.setViewportSize({ width: 360, height: 800 })
  await fits(page)
})
