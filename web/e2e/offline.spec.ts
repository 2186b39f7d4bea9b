import { expect, test } from '@playwright/test'
import { accessible, fits, settled } from './helpers'
import { lastWord, says, usePhone } from './phone'
import { world } from './world'

// A steward under the stairs (R067, R068, R178): the network is cut at every step, and nothing is lost or done twice.
test.use({ serviceWorkers: 'allow' })
test.describe.configure({ timeout: 180_000 })
const phone = usePhone()

test('what a browser needs to install it comes with the right headers, and no answer about people may be stored', async () => {
  const head = async (path: string, init: RequestInit = {}) => (await fetch(world().url + path, init)).headers
  const manifest = await head('/manifest.webmanifest')
  expect(manifest.get('content-type')).toContain('application/manifest+json')
  const sw = await head('/sw.js')
  expect([sw.get('content-type'), sw.get('cache-control')]).toEqual([expect.stringContaining('text/javascript'), 'no-cache'])
  expect(sw.get('content-security-policy')).toContain("default-src 'self'")
  expect((await head('/icons/icon-512.png')).get('content-type')).toBe('image/png')
  for (const path of ['/api/v1/session', '/api/v1/cases?list=mine', '/api/v1/matters']) expect((await head(path)).get('cache-control'), path).toMatch(/no-store/)
  const stored = await phone.page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((r) => new URL(r.url).pathname)))).flat())
  expect(stored).toContain('/index.html')
  expect(stored.filter((path) => path.startsWith('/api'))).toEqual([])
})

test('cut before the page is loaded: list, cases never opened, the map and every page are there', async () => {
  const text = says('楼道堆放纸箱')
  await phone.newCase(text)
  await phone.readAgain()
  await phone.offline(true)
  await phone.open('/my')
  await phone.page.getByRole('link', { name: new RegExp(lastWord(text)) }).click()
  await expect(phone.steps()).toBeVisible()
  await expect(phone.page.getByText(/显示的是.*保存的内容/)).toBeVisible()
  await fits(phone.page)
  await phone.open('/my')
  await phone.page.getByRole('button', { name: '地图' }).click()
  await expect(phone.page.getByText(/地图上 \d+ 件/)).toBeVisible()
  await phone.open('/inbox')
  await expect(phone.page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('cut before reporting, the tab killed while it waits: sent once, with its photos', async () => {
  const text = says('消防通道堵塞')
  await phone.offline(true)
  await phone.fillReport(text, 2)
  await phone.submit()
  await expect(phone.page.getByText('已存在手机上，有网络后自动发出').first()).toBeVisible()
  await expect(phone.strip()).toContainText('1 项待发送 · 没有网络')
  await phone.page.close()
  phone.page = await phone.context.newPage()
  await phone.open('/my/queue')
  await expect(phone.page.getByText(`上报：${text.slice(0, 12)}`)).toBeVisible()
  await expect(phone.page.getByText('2 张照片')).toBeVisible()
  await accessible(phone.page)
  await fits(phone.page)
  await phone.offline(false)
  await phone.sentOut()
  await expect(phone.page.getByText('已发出').first()).toBeVisible()
  expect((await phone.found(text)).map((c) => c.photos.length)).toEqual([2])
})

test('a draft with photos survives a reload, also without a network', async () => {
  const text = says('井盖松动')
  await phone.offline(true)
  await phone.fillReport(text, 1)
  await phone.page.reload()
  await expect(phone.page.getByLabel('反映内容')).toHaveValue(text)
  await expect(phone.page.locator('.shots img')).toHaveCount(1)
  await phone.offline(false)
  await phone.submit()
  await expect(phone.page.getByRole('heading', { name: '已登记' })).toBeVisible()
  expect((await phone.found(text)).map((c) => c.photos.length)).toEqual([1])
})

test('cut while the second photo goes up: it goes on from there', async () => {
  const text = says('墙面渗水')
  await phone.fillReport(text, 2)
  let uploads = 0
  phone.line.fate = (_, path) => (path === '/api/v1/public/photos' && ++uploads === 2 ? 'cut request' : 'pass')
  phone.line.passed.length = 0
  await phone.submit()
  await phone.sentOut()
  await expect.poll(async () => (await phone.found(text)).map((c) => c.photos.length), { timeout: 20_000 }).toEqual([2])
  expect(phone.line.passed.filter((r) => r.path === '/api/v1/public/photos')).toHaveLength(2)
})

test('cut after the server wrote it down and before it answered: exactly once, report and step', async () => {
  const text = says('路灯不亮')
  const lost = new Set<string>()
  phone.line.fate = (method, path) => {
    const writes = method === 'POST' && (path === '/api/v1/cases' || path.endsWith('/steps'))
    if (!writes || lost.has(path)) return 'pass'
    lost.add(path)
    return 'lose answer'
  }
  await phone.fillReport(text)
  await phone.submit()
  await phone.kept()
  await phone.sentOut()
  const [one, ...more] = await phone.found(text)
  expect(more).toEqual([])
  await phone.open(`/desk/cases/${one!.id}`)
  await phone.finish('已更换灯泡')
  await phone.kept()
  await phone.sentOut()
  await expect(phone.page.getByText('已办结，待核查').first()).toBeVisible()
  expect((await phone.found(text))[0]!.hops.filter((h) => h.step === 'done')).toHaveLength(1)
  const keys = phone.line.passed.filter((r) => r.path.endsWith(`/${one!.id}/steps`)).map((r) => r.key)
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
})

test('cut between report and step, by a server that died: two steps on the new case wait and go out in order', async () => {
  const text = says('下水道堵塞')
  await phone.fillReport(text)
  await phone.submit()
  await expect(phone.page.getByRole('heading', { name: '已登记' })).toBeVisible()
  await phone.line.down()
  await phone.page.getByRole('link', { name: '打开这件' }).click()
  const steps = phone.steps()
  await steps.getByRole('button', { name: '接', exact: false }).first().click()
  await expect(phone.strip()).toContainText('1 项待发送')
  await phone.finish('已疏通')
  await expect(phone.strip()).toContainText('2 项待发送')
  await expect(steps.getByRole('button', { name: '办结' })).toHaveCount(0)
  await phone.line.up()
  await phone.sentOut()
  const one = (await phone.found(text))[0]!
  expect(one.state).toBe('done')
  expect(one.hops.map((h) => h.step).slice(-2)).toEqual(['accept', 'done'])
})

test('changed by somebody else meanwhile: both sides are shown, and the steward chooses again', async () => {
  const texts = [says('噪声扰民'), says('乱停车')]
  const cases = [await phone.newCase(texts[0]!), await phone.newCase(texts[1]!)]
  await phone.readAgain()
  await phone.offline(true)
  for (const [i, one] of cases.entries()) {
    await phone.open(`/desk/cases/${one.id}`)
    await phone.finish(`现场已劝止 ${i}`)
    await expect(phone.strip()).toContainText(`${i + 1} 项待发送`)
    await phone.worker.call('POST', `/cases/${one.id}/steps`, { step: 'note', version: one.version, note: '居民又来电，说还在吵' })
  }
  await phone.offline(false)
  await expect(phone.strip()).toContainText('2 项需要您处理', { timeout: 20_000 })
  for (const [i, choice] of ['仍按我的办：办结', '把我写的改为补充说明'].entries()) {
    await phone.open('/my/queue')
    await phone.page.getByRole('link', { name: '查看并决定' }).first().click()
    await expect(phone.page.getByRole('region', { name: '我做的' })).toContainText(`现场已劝止 ${i}`)
    await expect(phone.page.getByRole('region', { name: '这期间发生的' })).toContainText('居民又来电，说还在吵')
    await settled(phone.page)
    await fits(phone.page)
    await accessible(phone.page)
    await phone.page.getByRole('button', { name: choice }).click()
    await phone.page.waitForURL('**/my/queue')
  }
  await phone.sentOut()
  const [done, noted] = [(await phone.found(texts[0]!))[0]!, (await phone.found(texts[1]!))[0]!]
  expect(done.state).toBe('done')
  expect(noted.state).not.toBe('done')
  expect(noted.hops.map((h) => h.note)).toContain('现场已劝止 1')
})

test('visits: written down without a network, the tab killed, an answer lost on the way; each is kept once', async () => {
  const names = [says('走访甲'), says('走访乙')]
  const [first, second] = [await phone.newResident(names[0]!), await phone.newResident(names[1]!)]
  await phone.readAgain()
  const visit = async (name: string, note: string) => {
    await phone.open('/visits')
    await phone.page.getByRole('listitem').filter({ hasText: lastWord(name) }).getByRole('button', { name: '记走访' }).click()
    await phone.page.getByLabel(/^备注/).fill(note)
    await phone.page.getByRole('button', { name: '记下' }).click()
  }
  await phone.offline(true)
  await visit(names[0]!, '门口聊了十分钟')
  await expect(phone.strip()).toContainText('1 项待发送')
  await expect(phone.page.getByRole('listitem').filter({ hasText: lastWord(names[0]!) }).getByRole('button', { name: '记走访' })).toHaveCount(0)
  await phone.page.close()
  phone.page = await phone.context.newPage()
  await phone.open('/my/queue')
  await expect(phone.page.getByText(`走访：记走访 · ${names[0]!}`)).toBeVisible()
  await phone.offline(false)
  await phone.sentOut()

  let lost = false
  phone.line.fate = (method, path) => {
    if (method !== 'POST' || path !== '/api/v1/visits' || lost) return 'pass'
    lost = true
    return 'lose answer'
  }
  phone.line.passed.length = 0
  await visit(names[1]!, '电话里说一切都好')
  await phone.sentOut()
  const keys = phone.line.passed.filter((r) => r.path === '/api/v1/visits').map((r) => r.key)
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
  expect([await phone.visitsOf(first), await phone.visitsOf(second)]).toEqual([['门口聊了十分钟'], ['电话里说一切都好']])
})

test('given up by mistake: asked first, taken back afterwards', async () => {
  const text = says('树枝压线')
  await phone.offline(true)
  await phone.fillReport(text)
  await phone.submit()
  await phone.page.getByRole('link', { name: '待发送' }).last().click()
  await phone.page.getByRole('button', { name: '放弃' }).click()
  await phone.page.getByRole('dialog').getByRole('button', { name: '放弃' }).click()
  await expect(phone.strip()).toHaveCount(0)
  await phone.page.locator('[data-state=dropped]').filter({ hasText: text.slice(0, 4) }).getByRole('button', { name: '拿回来' }).click()
  await phone.offline(false)
  await phone.sentOut()
  await expect.poll(async () => (await phone.found(text)).length).toBe(1)
})
