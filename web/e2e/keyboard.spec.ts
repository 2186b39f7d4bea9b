import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { settled, signIn } from './helpers'
import { world } from './world'

// A matter's whole life without a mouse and without the map: every step is reached with Tab, chosen with the keys.
test.skip(({ isMobile }) => isMobile, 'a phone has no Tab key')

/** Presses Tab until the element has the focus; nothing else moves it there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let i = 0; i < 160; i++) {
    if (await target.first().evaluate((el) => el === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target}`)
}
async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}
async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.insertText(text)
}
const steps = (page: Page) => page.getByRole('region', { name: '现在可以做' })

async function person(browser: Browser, login: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 860 }, locale: 'zh-CN' })).newPage()
  await signIn(page, login)
  return page
}
async function openFrom(page: Page, path: string, text: string): Promise<void> {
  await page.goto(world().url + path)
  await settled(page)
  await press(page, page.getByRole('main').getByRole('link', { name: new RegExp(text.slice(0, 14)) }))
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await settled(page)
}

test('report, accept, done, verify, rate and release with the keyboard alone', async ({ page, browser }) => {
  test.setTimeout(240_000)
  const { url, courtyard } = world()
  const text = `键盘反映的垃圾${Date.now()}`

  await page.goto(url)
  await press(page, page.getByRole('link', { name: '我要反映' }))
  await settled(page)
  await type(page, page.getByLabel('搜索小区或社区'), courtyard.name)
  await expect(page.getByRole('option').first()).toContainText(courtyard.name)
  await page.keyboard.press('Enter')
  await type(page, page.getByLabel('用自己的话说'), text)
  await press(page, page.getByRole('group', { name: '可能是' }).getByRole('button', { name: '暴露垃圾' }))
  await press(page, page.getByRole('button', { name: '提交', exact: true }))
  await expect(page.getByRole('heading', { name: '收到了' })).toBeVisible()
  await press(page, page.getByRole('link', { name: '看进度' }))
  await expect(page.getByText(text)).toBeVisible()

  const steward = await person(browser, 'e2e.steward')
  await openFrom(steward, '/my', text)
  await press(steward, steps(steward).getByRole('button', { name: /接/ }))
  await expect(steward.getByText('办理中').first()).toBeVisible()
  await press(steward, steps(steward).getByRole('button', { name: /办结/ }))
  await type(steward, steward.getByLabel('办理结果'), '已清运')
  await press(steward, steward.getByRole('button', { name: /^提交/ }))
  await expect(steward.getByText('已办结，待核查').first()).toBeVisible()

  const worker = await person(browser, 'e2e.worker')
  await worker.goto(`${url}/desk?list=all`)
  await settled(worker)
  await type(worker, worker.getByLabel('搜索', { exact: true }), text)
  await worker.keyboard.press('Enter')
  await settled(worker)
  await press(worker, worker.getByRole('main').getByRole('link', { name: new RegExp(text.slice(0, 14)) }))
  await settled(worker)
  await press(worker, steps(worker).getByRole('button', { name: /核查/ }))
  await tabTo(worker, worker.getByLabel('属实，已解决'))
  await worker.keyboard.press('Space')
  await press(worker, worker.getByRole('button', { name: /^提交/ }))
  await expect(worker.getByText('核查通过').first()).toBeVisible()

  await page.reload()
  await tabTo(page, page.getByLabel('解决了', { exact: true }))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('radio', { name: '非常不满意' }))
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await press(page, page.getByRole('button', { name: '提交评价' }))
  await expect(page.getByText('已结案').first()).toBeVisible()

  await worker.reload()
  await press(worker, worker.getByRole('link', { name: '对外公开' }))
  await settled(worker)
  const title = worker.getByLabel('公开的标题')
  await tabTo(worker, title)
  await worker.keyboard.press('Control+A')
  await worker.keyboard.insertText('垃圾清运')
  await press(worker, worker.getByRole('button', { name: '公开', exact: true }))
  await expect(worker.getByText('这件已公开')).toBeVisible()
})

test('a call is taken in, handed back and dispatched again with the keyboard alone', async ({ browser }) => {
  test.setTimeout(180_000)
  const worker = await person(browser, 'e2e.worker')
  const text = `键盘登记的积水${Date.now()}`
  await worker.goto(`${world().url}/desk/intake`)
  await settled(worker)
  await type(worker, worker.getByLabel('反映内容'), text)
  await press(worker, worker.getByRole('group', { name: '可能是' }).getByRole('button'))
  await type(worker, worker.getByLabel('搜索小区或社区'), world().courtyard.name)
  await expect(worker.getByRole('option').first()).toContainText(world().courtyard.name)
  await worker.keyboard.press('Enter')
  await press(worker, worker.getByRole('button', { name: '登记并派单' }))
  await expect(worker.getByText('已登记').first()).toBeVisible()
  await press(worker, worker.getByRole('link', { name: /打开|查看/ }))
  await settled(worker)
  await expect(worker.getByText(text).first()).toBeVisible()

  const holder = worker.getByRole('region', { name: '现在可以做' })
  const offered = await holder.getByRole('button').allTextContents()
  if (!offered.some((o) => /派单|改派/.test(o))) {
    const steward = await person(browser, 'e2e.steward')
    await openFrom(steward, '/my', text)
    await press(steward, steps(steward).getByRole('button', { name: /退/ }))
    await type(steward, steward.getByLabel(/原因/).first(), '不在本网格')
    await press(steward, steward.getByRole('button', { name: /^提交/ }))
    await expect(steward.getByText('已退回').first()).toBeVisible()
    await worker.reload()
    await settled(worker)
  }
  await press(worker, holder.getByRole('button', { name: /派/ }))
  await type(worker, worker.getByRole('combobox').first(), world().grid.name)
  await expect(worker.getByRole('option').first()).toContainText(world().grid.name)
  await worker.keyboard.press('Enter')
  const why = worker.getByLabel(/原因/)
  if (await why.count()) await type(worker, why, '请现场看')
  await press(worker, worker.getByRole('button', { name: /^提交/ }))
  await expect(worker.getByText('已派单').first()).toBeVisible()
})

test('a complaint is sent and answered with the keyboard alone', async ({ page, browser }) => {
  test.setTimeout(120_000)
  const text = `字太小看不清${Date.now()}`
  await page.goto(`${world().url}/complaints`)
  await settled(page)
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('ArrowDown')
  await type(page, page.getByLabel('想说的话'), text)
  await press(page, page.getByRole('button', { name: '提交' }))
  const number = (await page.getByTestId('number').textContent())!.trim()
  const boss = await person(browser, 'e2e.district')
  await openFrom(boss, '/desk/feedback', `建议 ${number}`)
  await expect(boss.getByText(text)).toBeVisible()
  await type(boss, boss.getByLabel('写给提交人的答复'), '可以点右上角的长辈版，谢谢提醒。')
  await press(boss, boss.getByRole('button', { name: '提交答复' }))
  await expect(boss.getByText('已答复').first()).toBeVisible()
})
