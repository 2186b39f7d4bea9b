import { expect, type Browser, type Page } from '@playwright/test'
import { settled, signIn } from './helpers'
import { hire, password, Person, world } from './world'

// Steps on a case, as people of the desk take them in a browser.
export interface Named { id: string; name: string }
export interface Made { id: string; number: string }

/** A subdistrict's desk and a department's inspector for the world, once; gives the department. */
export async function officials(officer: string, inspector: string): Promise<Named> {
  const { url, community } = world()
  const security = await new Person(url).signIn('e2e.security', password)
  const boss = await new Person(url).signIn('e2e.district', password)
  const bodies = await boss.call<{ items: Named[] }>('GET', '/bodies?limit=200')
  const body = bodies.items.find((b) => b.name.includes('城管')) ?? bodies.items[0]!
  const path = await boss.call<{ items: { id: string; parent: Named | null }[] }>('GET', `/areas?q=${encodeURIComponent(community.name)}&limit=20`)
  const subdistrict = path.items.find((a) => a.id === community.id)!.parent!
  await hire(security, url, officer, '吴街道', { role: 'subdistrict', area_id: subdistrict.id })
  await hire(security, url, inspector, '郑执法', { role: 'department', body_id: body.id })
  return body
}

export async function made(text: string): Promise<Made> {
  const { url, grid } = world()
  const worker = await new Person(url).signIn('e2e.worker', password)
  const matters = await worker.call<{ items: { id: string; code: string }[] }>('GET', '/matters')
  const matter = matters.items.find((m) => m.code === 'E1-02')!
  return worker.call<Made>('POST', '/cases', { matter_id: matter.id, text, channel: 'phone', grid_id: grid.id, idempotency_key: `flow-${Date.now()}-${Math.random()}` })
}

export async function open(browser: Browser, login: string, id: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 860 } })).newPage()
  await signIn(page, login)
  await page.goto(`${world().url}/desk/cases/${id}`)
  await settled(page)
  return page
}
export const panel = (page: Page) => page.getByRole('region', { name: '更多步骤' })
export async function choose(page: Page, step: string): Promise<void> {
  const button = panel(page).getByRole('button', { name: step, exact: true })
  const more = panel(page).getByText('更多步骤')
  await expect(button.or(more).first()).toBeVisible()
  if (!(await button.isVisible())) await more.click()
  await button.click()
}
export async function pick(page: Page, name: string): Promise<void> {
  await panel(page).getByRole('combobox').first().fill(name)
  await page.getByRole('option', { name }).first().click()
}
export const send = (page: Page) => panel(page).getByRole('button', { name: /^提交/ }).click()
