import { expect, test, type Page } from '@playwright/test'
import type { Geometry } from 'geojson'
import { accessible, settled, signIn } from './helpers'
import { hire, middle, password, Person, world } from './world'

interface Named { id: string; name: string }
interface PlanGrid { key: string; name: string; carries_on: Named | null; units: number; members: Named[] }
interface Unit { geometry: Geometry | null; properties: { id: string; neighbours?: string[] } }

const dialog = (page: Page) => page.getByRole('dialog')
const today = () => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)

/** A community away from the one the other tests stand in, with several grids in force. */
async function elsewhere(boss: Person): Promise<{ community: Named; grids: Named[] }> {
  const all = await boss.call<{ items: (Named & { community: Named; members: number; to: string | null })[] }>('GET', '/grids?limit=100')
  const by = new Map<string, { community: Named; grids: (Named & { members: number })[] }>()
  for (const g of all.items) {
    if (g.community.id === world().community.id) continue
    const found = by.get(g.community.id) ?? { community: g.community, grids: [] }
    found.grids.push(g)
    by.set(g.community.id, found)
  }
  return [...by.values()].filter((x) => x.grids.filter((g) => g.members > 1).length > 1).sort((a, b) => b.grids.length - a.grids.length)[0]!
}

/** A courtyard of a grid with others in it, and a grid of the same community whose steward is another one. */
function choose(grids: PlanGrid[], units: Unit[], first: Set<string>): { unit: Named; to: PlanGrid; anchor: string } | null {
  const of = new Map(grids.flatMap((g) => g.members.map((x) => [x.id, g] as const)))
  for (const u of units) {
    const own = of.get(u.properties.id)
    if (!own?.carries_on || own.units < 2 || !u.geometry || first.has(own.carries_on.id)) continue
    for (const n of u.properties.neighbours ?? units.map((x) => x.properties.id)) {
      const to = of.get(n)
      if (to?.carries_on && first.has(to.carries_on.id)) return { unit: own.members.find((x) => x.id === u.properties.id)!, to, anchor: n }
    }
  }
  return null
}

/** Where a courtyard stands on the page, as the map itself says. */
async function spotOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  const canvas = page.getByRole('application')
  await canvas.scrollIntoViewIfNeeded()
  const box = (await canvas.boundingBox())!
  const at = await canvas.evaluate((el, unit) => (el as unknown as { pixelOf: (id: string) => number[] }).pixelOf(unit), id)
  return { x: box.x + at[0]!, y: box.y + at[1]! }
}

test('a plan is made, compared, changed by hand on the map, approved by two and adopted; a new case finds the new steward', async ({ browser, page }) => {
  test.setTimeout(180_000)
  const { url } = world()
  const boss = await new Person(url).signIn('e2e.district', password)
  const security = await new Person(url).signIn('e2e.security', password)
  const { community, grids: inForce } = await elsewhere(boss)
  // Every other grid has the first steward, the rest the second: whoever has the courtyard today, a move can change it.
  const stewards = [await hire(security, url, 'e2e.planned', '新网格员', { role: 'steward' }), await hire(security, url, 'e2e.former', '原网格员', { role: 'steward' })]
  const first = new Set<string>()
  for (const [i, grid] of inForce.entries()) {
    await boss.call('PUT', `/grids/${grid.id}/steward`, { account_id: stewards[i % 2], deputy_id: null, from: '2026-01-01' })
    if (i % 2 === 0) first.add(grid.id)
  }
  const name = `网格调整 ${Date.now()}`

  await signIn(page, 'e2e.district')
  await page.goto(`${url}/admin/plans/new`)
  await settled(page)
  await page.getByLabel('方案名称').fill(name)
  await page.getByRole('combobox', { name: /范围/ }).fill(community.name)
  await page.getByRole('option', { name: new RegExp(community.name) }).first().click()
  await page.getByRole('button', { name: '建方案并测算' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByTestId('figure-valid')).toBeVisible({ timeout: 30_000 })
  await settled(page)
  await accessible(page)

  // A courtyard that will come to the first steward.
  const id = /plans\/(\d+)/.exec(page.url())![1]!
  const grids = (await boss.call<{ items: PlanGrid[] }>('GET', `/grid-plans/${id}/grids?of=plan`)).items
  const map = await boss.call<{ features: Unit[] }>('GET', `/grid-plans/${id}/map`)
  const picked = choose(grids, map.features, first)
  expect(picked).not.toBeNull()
  const { unit, to, anchor } = picked!

  // By mouse on the map: chosen with a click, dragged, its effect seen, kept, taken back.
  const from = await spotOf(page, unit.id)
  await page.mouse.click(from.x, from.y)
  await expect(page.getByRole('row', { name: new RegExp(unit.name) })).toHaveAttribute('aria-current', 'true')
  const start = await spotOf(page, unit.id)
  const end = await spotOf(page, anchor)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(end.x, end.y, { steps: 6 })
  await page.mouse.up()
  await expect(page.getByRole('heading', { name: `移动 ${unit.name}` })).toBeVisible()
  await expect(page.getByTestId('move-effect')).toContainText(to.name)
  await accessible(page)
  await page.getByRole('button', { name: '确定移动' }).click()
  await expect(page.getByText(`已把 ${unit.name} 移到 ${to.name}`)).toBeVisible()
  await page.getByRole('button', { name: '撤回', exact: true }).first().click()
  await expect(page.getByText('已撤回')).toBeVisible()

  // The same by the list, with keys alone.
  await page.getByLabel('找网格或小区').fill(unit.name)
  const back = page.getByRole('button', { name: '返回列表' })
  if (await back.isVisible()) await back.click()
  await page.locator('.right .link.name').first().press('Enter')
  await page.getByRole('button', { name: `移动 ${unit.name}` }).press('Enter')
  await page.getByRole('radio', { name: new RegExp(to.name) }).press('Space')
  await expect(page.getByTestId('move-effect')).toContainText(to.name)
  await page.getByRole('button', { name: '确定移动' }).press('Enter')
  await expect(page.getByText('手工调整 1 处')).toBeVisible()

  // Beside the grids in force, as numbers and as maps in step.
  const parts = page.getByRole('navigation', { name: '方案的各部分' })
  await parts.getByRole('link', { name: '与现行比较' }).click()
  await settled(page)
  await expect(page.getByRole('columnheader', { name: '现行网格' }).first()).toBeVisible()
  await expect(page.getByRole('application')).toHaveCount(2)
  await accessible(page)
  await parts.getByRole('link', { name: '相邻关系' }).click()
  await settled(page)
  await accessible(page)

  // Two persons, one after the other; the first may not be the second.
  await parts.getByRole('link', { name: '意见与批准' }).click()
  await page.getByLabel('写一条意见').fill('同意这样调整')
  await page.getByRole('button', { name: '发表' }).click()
  await expect(page.getByText('同意这样调整')).toBeVisible()
  await page.getByRole('button', { name: '批准并冻结' }).click()
  await accessible(page)
  await dialog(page).getByRole('button', { name: '批准' }).click()
  await expect(page.getByText('您已经批准过')).toBeVisible()
  const office = await browser.newContext({ viewport: { width: 1366, height: 860 }, reducedMotion: 'reduce' })
  const second = await office.newPage()
  await signIn(second, 'e2e.second')
  await second.goto(`${url}/admin/plans/${id}/talk`)
  await second.getByRole('button', { name: '批准', exact: true }).click()
  await dialog(second).getByRole('button', { name: '批准' }).click()
  await expect(second.getByText('已批准').first()).toBeVisible()
  await office.close()

  // For tomorrow first: notices and QR codes can be printed before, and until then it can be rolled back.
  await page.goto(`${url}/admin/plans/${id}/adopt`)
  await page.getByLabel('启用日期').fill(new Date(Date.now() + 32 * 3600_000).toISOString().slice(0, 10))
  await page.getByRole('button', { name: '排定启用' }).click()
  await dialog(page).getByRole('button', { name: '排定启用' }).click()
  await expect(page.getByRole('heading', { name: /排定从/ })).toBeVisible()
  await page.getByRole('link', { name: '打印二维码' }).click()
  await expect(page.getByRole('img', { name: new RegExp(to.name) }).first()).toBeVisible()
  await settled(page)
  await accessible(page)
  await page.goto(`${url}/admin/plans/${id}/adopt`)
  await page.getByRole('button', { name: '撤回', exact: true }).click()
  await dialog(page).getByLabel('理由').fill('先跑一遍')
  await dialog(page).getByRole('button', { name: '撤回' }).click()
  await expect(page.getByText('已撤回')).toBeVisible()

  // From today: the effect is shown first.
  await page.goto(`${url}/admin/plans/${id}/adopt`)
  await page.getByLabel('启用日期').fill(today())
  await settled(page)
  await accessible(page)
  await page.getByRole('button', { name: '立刻启用' }).click()
  await dialog(page).getByRole('button', { name: '立刻启用' }).click()
  await expect(page.getByRole('heading', { name: /起启用/ })).toBeVisible({ timeout: 20_000 })
  await page.getByRole('link', { name: '打印公示牌' }).click()
  await expect(page.getByText(to.name).first()).toBeVisible()
  await settled(page)
  await accessible(page)

  // Somebody reports something there: it is on the new steward's list.
  const { lon, lat } = middle(map.features.find((x) => x.properties.id === unit.id)!.geometry!)
  const resident = new Person(url)
  const matters = await resident.call<{ items: { id: string; open_to_residents: boolean; parent_id: string | null; handler: string }[] }>('GET', '/matters')
  const leaf = matters.items.find((m) => m.open_to_residents && m.parent_id && m.handler === 'grid' && !matters.items.some((x) => x.parent_id === m.id))!
  const text = `${unit.name}楼道灯坏了 ${Date.now()}`
  await resident.call('POST', '/public/reports', { matter_id: leaf.id, text, lon, lat, photo_ids: [], idempotency_key: `plan-${Date.now()}` })
  const street = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  const phone = await street.newPage()
  await signIn(phone, 'e2e.planned')
  await phone.goto(`${url}/my`)
  await expect(phone.getByRole('link', { name: new RegExp(text.slice(0, 12)) }).first()).toBeVisible()
  await street.close()
})

test('a river drawn on the map separates grids in later plans, and is ended', async ({ page }) => {
  test.setTimeout(120_000)
  const { url } = world()
  const boss = await new Person(url).signIn('e2e.district', password)
  const { community } = await elsewhere(boss)
  await signIn(page, 'e2e.district')
  await page.goto(`${url}/admin/plans/barriers`)
  await settled(page)
  await accessible(page)

  // Drawn around the courtyard that most others border, so that it has no neighbour left.
  const made = await boss.call<{ id: string }>('POST', '/grid-plans', { name: `阻隔 ${Date.now()}`, area_ids: [community.id] })
  const mapOf = (id: string) => boss.call<{ features: Unit[] }>('GET', `/grid-plans/${id}/map`)
  await expect.poll(async () => (await mapOf(made.id)).features.length, { timeout: 30_000 }).toBeGreaterThan(1)
  const units = (await mapOf(made.id)).features
  const unit = units.reduce((a, b) => ((b.properties.neighbours?.length ?? 0) > (a.properties.neighbours?.length ?? 0) ? b : a))
  expect(unit.properties.neighbours!.length).toBeGreaterThan(0)
  const { lon, lat } = middle(unit.geometry!)
  const shape = unit.geometry as { type: string; coordinates: number[][][] & number[][][][] }
  const ring = shape.type === 'Polygon' ? shape.coordinates[0]! : shape.coordinates[0]![0]! as unknown as number[][]
  const out = (p: number[]): [number, number] => [lon + (p[0]! - lon) * 1.02, lat + (p[1]! - lat) * 1.02]
  const name = `清河${Date.now() % 10_000}`

  await page.getByRole('button', { name: '画一条' }).click()
  const canvas = page.getByRole('application')
  await canvas.scrollIntoViewIfNeeded()
  const spot = async (at: [number, number]) => {
    const box = (await canvas.boundingBox())!
    const pixel = await canvas.evaluate((el, p) => (el as unknown as { pixelOf: (p: number[]) => number[] }).pixelOf(p), at)
    return { x: box.x + pixel[0]!, y: box.y + pixel[1]! }
  }
  for (const at of [out(ring[0]!), out(ring[Math.floor(ring.length / 2)]!)]) {
    const { x, y } = await spot(at)
    await page.mouse.click(x, y)
  }
  await expect(page.getByText('已有 2 个点')).toBeVisible()
  await page.reload()
  await expect(page.getByText('已有 2 个点')).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '不画了' }).click()

  // As a file, exact to the metre.
  const line = { type: 'Feature', properties: { name }, geometry: { type: 'LineString', coordinates: ring.map(out) } }
  await page.locator('input[type=file]').setInputFiles({ name: '河流.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify(line)) })
  await expect(page.getByText('文件里有 1 条线')).toBeVisible()
  await page.getByRole('button', { name: '读入', exact: true }).click()
  await expect(page.getByRole('button', { name: `在地图上看${name}` })).toBeVisible()
  await accessible(page)

  const after = await boss.call<{ id: string }>('POST', '/grid-plans', { name: `隔开 ${Date.now()}`, area_ids: [community.id] })
  await expect.poll(async () => (await mapOf(after.id)).features.find((x) => x.properties.id === unit.properties.id)?.properties.neighbours, { timeout: 30_000 }).toEqual([])
  await page.getByRole('button', { name: `停用${name}` }).click()
  await dialog(page).getByRole('button', { name: '停用' }).click()
  await expect(page.getByText('已停用')).toBeVisible()
  await expect(page.getByRole('button', { name: `在地图上看${name}` })).toHaveCount(0)
})
