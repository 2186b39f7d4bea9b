import { expect, test, type Page } from '@playwright/test'
import { accessible, settled, signIn } from './helpers'
import { world } from './world'

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const desk = { viewport: { width: 1366, height: 860 } }

async function rateFive(page: Page): Promise<void> {
  await page.getByText('解决了', { exact: true }).click()
  await page.locator('.stars label').nth(4).click()
  await page.getByLabel('想说的话').fill('来得快，谢谢')
  await page.getByRole('button', { name: '提交评价' }).click()
}

test('a matter is said on a phone, settled, verified, rated, and stands on the district’s board', async ({ browser }) => {
  test.setTimeout(180_000)
  const { url, spot, grid, courtyard, community, district } = world()
  const text = `${courtyard.name}门口垃圾成堆两天没人清 ${Date.now()}`

  // A resident, on a phone, at that point of the district.
  const here = await browser.newContext({ ...phone, geolocation: { longitude: spot.lon, latitude: spot.lat }, permissions: ['geolocation'] })
  const resident = await here.newPage()
  await resident.goto(url)
  await resident.getByRole('link', { name: '我要反映' }).click()
  await resident.getByRole('button', { name: '用手机定位' }).click()
  await expect(resident.getByText(courtyard.name)).toBeVisible()
  await expect(resident.getByText(grid.name)).toBeVisible()
  await resident.getByLabel('用自己的话说').fill(text)
  await resident.getByRole('group', { name: '可能是' }).getByRole('button', { name: '暴露垃圾' }).click()
  await resident.getByLabel('电话').fill('13800138000')
  await accessible(resident)
  await resident.getByRole('button', { name: '提交', exact: true }).click()
  await expect(resident.getByRole('heading', { name: '收到了' })).toBeVisible()
  const number = (await resident.getByTestId('number').textContent())!.trim()
  await accessible(resident)
  await resident.getByRole('link', { name: '看进度' }).click()
  await expect(resident.getByText(text)).toBeVisible()

  // The steward finds it in the list, takes it, and says what was done.
  const street = await browser.newContext(phone)
  const steward = await street.newPage()
  await signIn(steward, 'e2e.steward')
  await steward.goto(`${url}/my`)
  await steward.getByRole('link', { name: new RegExp(text.slice(0, 12)) }).first().click()
  const steps = steward.getByRole('region', { name: '现在可以做' })
  await steps.getByRole('button', { name: '接', exact: false }).first().click()
  await expect(steward.getByText('办理中').first()).toBeVisible()
  await steps.getByRole('button', { name: '办结', exact: false }).first().click()
  await steward.getByLabel('办理结果').fill('已更换灯泡和控制器，当晚试亮正常。')
  await accessible(steward)
  await steward.getByRole('button', { name: /^提交/ }).click()
  await expect(steward.getByText('已办结，待核查').first()).toBeVisible()

  // Somebody else looks: the community worker reads the number, and why she needs it is recorded.
  const office = await browser.newContext(desk)
  const worker = await office.newPage()
  await signIn(worker, 'e2e.worker')
  await worker.goto(`${url}/desk`)
  await worker.getByLabel('搜索', { exact: true }).fill(number)
  await worker.getByRole('button', { name: '搜索', exact: true }).click()
  await worker.getByRole('link', { name: new RegExp(text.slice(0, 12)) }).first().click()
  await expect(worker.getByText(text).first()).toBeVisible()
  await worker.getByRole('button', { name: '查看联系方式' }).click()
  await worker.getByLabel('为什么要看').fill('电话核实是否解决')
  await worker.getByRole('button', { name: '查看并记录' }).click()
  await expect(worker.getByText('13800138000')).toBeVisible()
  const check = worker.getByRole('region', { name: '现在可以做' })
  await check.getByRole('button', { name: /核查/ }).first().click()
  await worker.getByLabel('属实，已解决').check()
  await worker.getByRole('button', { name: /^提交/ }).click()
  await expect(worker.getByText('核查通过').first()).toBeVisible()

  // The resident sees every hop and the result, and judges.
  await resident.reload()
  await expect(resident.getByText('已更换灯泡和控制器，当晚试亮正常。').first()).toBeVisible()
  await accessible(resident)
  await rateFive(resident)
  await expect(resident.getByText('已结案').first()).toBeVisible()

  // The district's board shows it and opens down to this very case.
  const hall = await browser.newContext(desk)
  const boss = await hall.newPage()
  await signIn(boss, 'e2e.district')
  await boss.goto(`${url}/board`)
  await settled(boss)
  await expect(boss.getByRole('heading', { level: 1, name: district.name })).toBeVisible()
  await boss.getByRole('button', { name: '今天' }).click()
  await expect(boss.getByTestId('figure-closed')).toContainText(/[1-9]/)
  await boss.goto(`${url}/board?area=${community.id}&period=${new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)}`)
  await settled(boss)
  await boss.getByRole('button', { name: grid.name, exact: true }).click()
  await expect(boss.getByRole('heading', { level: 1, name: grid.name })).toBeVisible()
  await boss.getByTestId('figure-closed').click()
  await expect(boss.getByRole('link', { name: new RegExp(text.slice(0, 12)) }).first()).toBeVisible()
  for (const context of [here, street, office, hall]) await context.close()
})
