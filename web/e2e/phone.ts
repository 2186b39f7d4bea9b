import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { Line } from './line'
import { Person, password, world } from './world'

interface Hop { step: string; note: string | null }
export interface Found { id: string; number: string; title: string; state: string; version: number; photos: object[]; hops: Hop[] }

let made = 0
/** Words that no other case has. */
export const says = (what: string): string => `${what} ${Date.now().toString(36)}${++made}`
export const lastWord = (text: string): string => text.split(' ').pop()!

/** A steward's phone, on a line that can be cut, with the program and the day's work on it. */
export class Phone {
  page!: Page
  context!: BrowserContext
  line!: Line
  worker!: Person
  private picture!: Buffer
  private planned = false

  async prepare(browser: Browser): Promise<void> {
    const { url, spot } = world()
    this.line = await new Line(url).up()
    this.worker = await new Person(url).signIn('e2e.worker', password)
    this.context = await browser.newContext({ viewport: { width: 412, height: 839 }, isMobile: true, hasTouch: true, serviceWorkers: 'allow', geolocation: { longitude: spot.lon, latitude: spot.lat }, permissions: ['geolocation'] })
    this.page = await this.context.newPage()
    this.picture = await this.page.screenshot({ type: 'jpeg' })
    await this.signIn('e2e.steward')
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 60_000 })
    await this.open('/my/queue')
    await expect(this.page.getByText('今天的件已存到手机')).toBeVisible({ timeout: 60_000 })
  }
  async done(): Promise<void> {
    await this.context.close()
    await this.line.down()
  }
  async mend(): Promise<void> {
    this.line.fate = () => 'pass'
    await this.line.up()
    await this.context.setOffline(false)
  }
  open = (path: string, on = this.page) => on.goto(this.line.url + path)
  offline = (cut: boolean) => this.context.setOffline(cut)
  strip = (on = this.page) => on.getByTestId('send-strip')
  submit = (on = this.page) => on.getByRole('button', { name: '登记并派单' }).click()
  steps = (on = this.page) => on.getByRole('region', { name: '现在可以做' })
  kept = (on = this.page) => expect(on.getByText('已存在手机上').first()).toBeVisible()
  /** Everything has gone out. */
  sentOut = (on = this.page) => expect(this.strip(on)).toHaveCount(0, { timeout: 25_000 })

  async signIn(login: string, on = this.page): Promise<void> {
    await this.open('/login', on)
    await on.getByLabel('账号', { exact: true }).fill(login)
    await on.getByLabel('密码', { exact: true }).fill(password)
    await on.getByRole('button', { name: '登录', exact: true }).click()
    await on.waitForURL((u) => u.pathname !== '/login')
  }
  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: '菜单' }).click()
    await this.page.getByRole('button', { name: '退出登录' }).click()
  }
  /** Reads the day anew, so that a case which has just come in is on the phone too. */
  async readAgain(): Promise<void> {
    await this.open('/my/queue')
    await this.page.getByRole('button', { name: '重新保存' }).click()
    await expect(this.page.getByText('今天的件已存到手机')).toBeVisible({ timeout: 60_000 })
  }
  async fillReport(text: string, photos = 0, on = this.page): Promise<void> {
    await this.open('/my/report', on)
    await on.getByLabel('反映内容').fill(text)
    // Not yet chosen in a draft of before.
    const search = on.getByRole('searchbox')
    await expect(search.or(on.locator('.current'))).toBeVisible()
    if (await search.count()) {
      await search.fill('暴露垃圾')
      await on.getByRole('button', { name: '暴露垃圾', exact: true }).last().click()
    }
    await on.getByRole('button', { name: '用手机定位' }).click()
    if (!photos) return
    await on.locator('input[type=file]').setInputFiles(Array.from({ length: photos }, (_, n) => ({ name: `${n}.jpg`, mimeType: 'image/jpeg', buffer: this.picture })))
    await expect(on.locator('.shots img')).toHaveCount(photos)
  }
  async finish(result: string): Promise<void> {
    await this.steps().getByRole('button', { name: '办结' }).click()
    await this.page.getByLabel('办理结果').fill(result)
    await this.steps().getByRole('button', { name: /^提交/ }).click()
  }

  /** Every case with these words, as the server has it. */
  async found(text: string): Promise<Found[]> {
    const list = await this.worker.call<{ items: { id: string; title: string }[] }>('GET', '/cases?list=all&limit=200')
    const ids = list.items.filter((c) => c.title.includes(lastWord(text)))
    return Promise.all(ids.map((c) => this.worker.call<Found>('GET', `/cases/${c.id}`)))
  }
  /** Somebody in the courtyard of the world who is to be visited from today on. */
  async newResident(name: string): Promise<string> {
    const { courtyard } = world()
    // A tag of its own: people.spec plans visits to the very old of this courtyard.
    const tags = [{ code: 'veteran', since: '2025-01-01' }]
    const { id } = await this.worker.call<{ id: string }>('POST', '/persons', { name, place_id: courtyard.id, door: '2单元201', from: '2024-01-01', tags })
    if (!this.planned) await this.worker.call('POST', '/visit-plans', { name: says('退役军人'), area_id: courtyard.id, subject: 'person', tag: 'veteran', every_days: 30, from: '2025-01-01', basis: '社区走访制度' })
    this.planned = true
    return id
  }
  /** What was noted at each visit, as the server has it. */
  async visitsOf(person: string): Promise<string[]> {
    const { items } = await this.worker.call<{ items: { note: string }[] }>('GET', `/visits?person=${person}`)
    return items.map((v) => v.note)
  }
  async newCase(text: string): Promise<Found> {
    const { items } = await this.worker.call<{ items: { id: string; code: string }[] }>('GET', '/matters')
    const { spot } = world()
    return this.worker.call<Found>('POST', '/cases', { matter_id: items.find((m) => m.code === 'E1-01')!.id, text, channel: 'phone', lon: spot.lon, lat: spot.lat, idempotency_key: text })
  }
}

/** One phone for all tests of a file; the line is mended after each. */
export function usePhone(): Phone {
  const phone = new Phone()
  test.beforeAll(({ browser }) => { test.setTimeout(120_000); return phone.prepare(browser) })
  test.afterEach(() => phone.mend())
  test.afterAll(() => phone.done())
  return phone
}
