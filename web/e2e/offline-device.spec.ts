import { expect, test } from '@playwright/test'
import { accessible, fits, settled } from './helpers'
import { lastWord, says, usePhone } from './phone'

// What may happen to a phone besides its signal: a session that ends, no room, two tabs, a wrong clock, an update, another person.
test.use({ serviceWorkers: 'allow' })
test.describe.configure({ timeout: 180_000 })
const phone = usePhone()

test('the session ends while the phone is offline: signed in again, everything goes out by itself', async () => {
  const text = says('电梯异响')
  await phone.offline(true)
  await phone.fillReport(text)
  await phone.submit()
  await expect(phone.strip()).toBeVisible()
  await phone.context.clearCookies()
  await phone.offline(false)
  await phone.page.waitForURL('**/login**', { timeout: 20_000 })
  expect(await phone.found(text)).toEqual([])
  await phone.signIn('e2e.steward')
  await phone.open('/my/queue')
  await phone.sentOut()
  await expect.poll(async () => (await phone.found(text)).length).toBe(1)
})

test('the phone is full: it says so, nothing typed is lost, and a network still takes it', async () => {
  const text = says('水管漏水')
  await phone.fillReport(text)
  await phone.offline(true)
  // As the browser says it: the transaction is aborted. (A real quota cannot be set in a browser without a profile.)
  await phone.page.evaluate(() => {
    for (const name of ['add', 'put'] as const) {
      IDBObjectStore.prototype[name] = function full(this: IDBObjectStore): never {
        this.transaction.abort()
        throw new DOMException('full', 'QuotaExceededError')
      }
    }
  })
  await phone.submit()
  await expect(phone.page.getByRole('alert').filter({ hasText: '存储空间不够' })).toBeVisible()
  await expect(phone.page.getByLabel('反映内容')).toHaveValue(text)
  await phone.offline(false)
  await phone.submit()
  await expect(phone.page.getByRole('heading', { name: '已登记' })).toBeVisible()
  expect(await phone.found(text)).toHaveLength(1)
})

test('two tabs: one of them sends, both know', async () => {
  const texts = [says('垃圾桶满'), says('草坪被踩')]
  await phone.readAgain()
  await phone.offline(true)
  const other = await phone.context.newPage()
  for (const [i, tab] of [phone.page, other].entries()) {
    await phone.fillReport(texts[i]!, 0, tab)
    await phone.submit(tab)
    await phone.kept(tab)
  }
  for (const tab of [phone.page, other]) await expect(phone.strip(tab)).toContainText('2 项待发送')
  phone.line.passed.length = 0
  phone.line.fate = (method, path) => (method === 'POST' && path === '/api/v1/cases' ? { hold: 400 } : 'pass')
  await phone.offline(false)
  for (const tab of [phone.page, other]) await phone.sentOut(tab)
  const keys = phone.line.passed.filter((r) => r.path === '/api/v1/cases').map((r) => r.key)
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(2)
  for (const text of texts) expect(await phone.found(text)).toHaveLength(1)
  await other.close()
})

test('a clock that is years off: said, and it goes by the server’s time', async () => {
  const text = says('公示栏破损')
  const tab = await phone.context.newPage()
  await tab.addInitScript(() => {
    const real = Date
    const back = 3 * 365 * 86_400_000
    class Wrong extends real {
      constructor(...args: unknown[]) { super(...(args.length ? args : [real.now() - back]) as [number]) }
      static override now() { return real.now() - back }
    }
    globalThis.Date = Wrong as DateConstructor
  })
  await phone.open('/my', tab)
  await expect(tab.getByText('这台设备的时间不准')).toBeVisible()
  await phone.offline(true)
  await phone.fillReport(text, 0, tab)
  await phone.submit(tab)
  await tab.getByRole('link', { name: '待发送' }).last().click()
  const here = new Date(Date.now() + 8 * 3_600_000)
  await expect(tab.locator('[data-state=waiting]')).toContainText(`${here.getUTCFullYear()}年${here.getUTCMonth() + 1}月`)
  await phone.offline(false)
  await phone.sentOut(tab)
  await expect.poll(async () => (await phone.found(text)).length).toBe(1)
  await tab.close()
})

test('a new version of the program: asked first, what was typed stays', async () => {
  const text = says('护栏损坏')
  await phone.fillReport(text)
  phone.line.rewrite = (_, source) => source.replace(/const version = '\w+'/, `const version = 'next${Date.now()}'`)
  await phone.page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration())!.update() })
  await expect(phone.page.getByText('新版本已就绪')).toBeVisible({ timeout: 20_000 })
  await Promise.all([phone.page.waitForEvent('load'), phone.page.getByRole('button', { name: '更新' }).click()])
  await expect(phone.page.getByLabel('反映内容')).toHaveValue(text)
  expect(await phone.page.evaluate(async () => (await caches.keys()).filter((k) => k.includes('next')).length)).toBe(1)
  await phone.offline(true)
  await phone.page.reload()
  await expect(phone.page.getByLabel('反映内容')).toHaveValue(text)
})

test('a second person on the same phone sees nothing of the first, whose work goes out when they are back', async () => {
  const [text, typed] = [says('天台违建'), says('还没写完的话')]
  await phone.offline(true)
  await phone.fillReport(text, 1)
  await phone.submit()
  await expect(phone.strip()).toBeVisible()
  await phone.open('/my/report')
  await phone.page.getByLabel('反映内容').fill(typed)
  await phone.signOut()
  await expect(phone.page.getByRole('dialog')).toContainText('加密留在手机上')
  await phone.page.getByRole('button', { name: '仍然退出' }).click()
  await expect(phone.page.getByRole('link', { name: '工作人员登录' })).toBeVisible()
  // Without a network nobody gets in by going back; with one, the server hears of it first.
  await phone.open('/my')
  await phone.page.waitForURL('**/login**')
  await phone.offline(false)
  await phone.open('/my')
  await phone.page.waitForURL('**/login**')
  const left = await phone.page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done) => { const r = indexedDB.open('linli'); r.onsuccess = () => done(r.result) })
    const all = async (name: string) => new Promise<unknown[]>((done) => { const r = db.transaction(name).objectStore(name).getAll(); r.onsuccess = () => done(r.result as unknown[]) })
    const text = (value: unknown): string => value instanceof ArrayBuffer ? new TextDecoder().decode(value) : ArrayBuffer.isView(value) ? '' : value && typeof value === 'object' ? Object.values(value).map(text).join(' ') : String(value)
    const rows = { keys: await all('keys'), jobs: await all('jobs'), photos: await all('photos'), kept: await all('kept') }
    return { keys: rows.keys.length, jobs: rows.jobs.length, photos: rows.photos.length, kept: rows.kept.length, words: text(Object.values(rows)) + JSON.stringify({ ...localStorage }) }
  })
  expect(left.keys, 'the key is gone').toBe(0)
  expect(left.jobs).toBeGreaterThan(0)
  expect(left.photos, 'the photo of the first waits').toBeGreaterThan(0)
  expect(left.kept, 'only what was typed is kept').toBe(1)
  for (const word of [lastWord(text), lastWord(typed), '天台', '林网格', 'e2e.steward']) expect(left.words).not.toContain(word)

  await phone.signIn('e2e.worker')
  await phone.open('/my/queue')
  await expect(phone.page.getByText('没有待发送的')).toBeVisible()
  await expect(phone.strip()).toHaveCount(0)
  await phone.open('/my/report')
  await expect(phone.page.getByLabel('反映内容')).toHaveValue('')
  await expect(phone.page.locator('.shots img')).toHaveCount(0)
  expect(await phone.found(text), 'nothing goes out in another name').toEqual([])
  await phone.signOut()

  await phone.signIn('e2e.steward')
  await phone.open('/my/report')
  await phone.sentOut()
  await expect(phone.page.getByLabel('反映内容')).toHaveValue(typed)
  await expect.poll(async () => (await phone.found(text)).map((c) => c.photos.length)).toEqual([1])
})

test('large type and English: the queue page stays within the screen', async () => {
  await phone.open('/my/queue')
  await phone.page.evaluate(() => { localStorage.setItem('linli.lang', 'en'); localStorage.setItem('linli.elder', '1') })
  await phone.page.reload()
  await expect(phone.page.getByRole('heading', { level: 1, name: 'To be sent' })).toBeVisible()
  await settled(phone.page)
  await fits(phone.page)
  await accessible(phone.page)
})
