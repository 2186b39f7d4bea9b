import { expect, test } from '@playwright/test'
import { accessible, fits, settled, signIn } from './helpers'
import { Person, password, world } from './world'

const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)
const head = '工单编号,受理时间,办结时限,诉求内容,联系人,联系电话,地址,诉求分类,承办单位,是否退回/重办,退回原因'
const sheet = (...rows: string[]) => ({ name: '12345工单.csv', mimeType: 'text/csv', buffer: Buffer.from([head, ...rows].join('\n')) })

test('the city’s orders come in, results go out, and what it sends back is seen', async ({ page, browser }, info) => {
  test.setTimeout(150_000)
  const { url, community, courtyard } = world()
  const number = `E2E-${info.project.name}-${info.retry}`
  const place = `${community.name}${courtyard.name}`
  const takeIn = async (file: ReturnType<typeof sheet>) => {
    await page.goto(`${url}/desk/hotline`)
    await page.getByRole('link', { name: '导入今日工单' }).click()
    await expect(page.getByLabel('导入什么')).toHaveValue('hotline')
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: '上传并读取' }).click()
    await expect(page.getByRole('heading', { name: '工作表和列' })).toBeVisible({ timeout: 30_000 })
    await page.getByRole('button', { name: '试算' }).click()
    await expect(page.getByRole('heading', { name: '试算结果' })).toBeVisible({ timeout: 30_000 })
  }
  await signIn(page, 'e2e.district')
  await page.goto(`${url}/desk/hotline`)
  await settled(page)
  await accessible(page)
  await takeIn(sheet(`${number},${today} 00:01,5,垃圾没人清,张三,13800138000,${place},垃圾清运,,,`, `E2E-2,昨天,5,路灯不亮,,,${place},垃圾清运,,,`))
  await expect(page.getByText('受理时间不是一个日期。').first()).toBeVisible()
  await page.getByRole('button', { name: /只导入没问题的/ }).click()
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 })

  await page.goto(`${url}/desk/hotline`)
  await expect(page.getByRole('link', { name: number })).toBeVisible()
  await settled(page)
  await fits(page)
  await accessible(page)

  const worker = await new Person(url).signIn('e2e.worker', password)
  const district = await new Person(url).signIn('e2e.district', password)
  const { items } = await district.call<{ items: { number: string; case: { id: string; state: string; lead: string } }[] }>('GET', '/hotline/orders?list=all')
  const { id } = items.find((x) => x.number === number)!.case
  const steward = await new Person(url).signIn('e2e.steward', password)
  const take = async (who: Person, body: object) => {
    const { version } = await who.call<{ version: number }>('GET', `/cases/${id}`)
    await who.call('POST', `/cases/${id}/steps`, { version, ...body })
  }
  await take(steward, { step: 'done', result: '已清走' })
  await take(worker, { step: 'verify' })

  await page.goto(`${url}/desk/hotline?list=to_report`)
  await expect(page.getByRole('link', { name: number })).toBeVisible()
  await page.getByRole('button', { name: /报送办理结果/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: '报送' }).click()
  await expect(page.getByText('没有待报送的结果')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载' }).first().click()
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)

  await takeIn(sheet(`${number},${today} 00:01,9,垃圾没人清,张三,13800138000,${place},垃圾清运,,是,居民说又堆上了`))
  await page.getByRole('button', { name: /导入/ }).last().click()
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 })
  await page.goto(`${url}/desk/hotline?list=sent_back`)
  await expect(page.getByRole('row').filter({ hasText: number })).toContainText('退回 1 次')
  await settled(page)
  await accessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await fits(page)
  await page.getByRole('link', { name: number }).click()
  await expect(page.getByText('市级时限：').first()).toBeVisible()
  await expect(page.getByText(/居民说又堆上了/).first()).toBeVisible()

  // The desk of that place reads its orders; taking in and handing out is the district's.
  const desk = await (await browser.newContext({ viewport: page.viewportSize(), locale: 'zh-CN' })).newPage()
  await signIn(desk, 'e2e.worker')
  await desk.goto(`${url}/desk/hotline?list=sent_back`)
  await expect(desk.getByRole('link', { name: number })).toBeVisible()
  await settled(desk)
  await expect(desk.getByRole('link', { name: '导入今日工单' })).toHaveCount(0)
  await expect(desk.getByRole('button', { name: /报送办理结果/ })).toHaveCount(0)
  await fits(desk)
  await accessible(desk)
  await desk.context().close()
})
