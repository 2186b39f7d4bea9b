import { expect, test } from '@playwright/test'
import { accessible, fits, settled } from './helpers'
import { choose, made, officials, open, panel, pick, send, type Named } from './steps'
import { password, Person, world } from './world'

// What happens between intake and closing when one person is not enough.
const officer = 'e2e.officer'
const inspector = 'e2e.inspector'
let body: Named

test.describe.configure({ mode: 'serial' })
test.skip(({ isMobile }) => isMobile, 'one screen is enough for the order of steps; phone width is looked at below')

// eslint-disable-next-line no-empty-pattern -- Playwright insists on a pattern before the test's own information
test.beforeAll(async ({}, { project }) => {
  if (!project.use.isMobile) body = await officials(officer, inspector)
})

test('another unit helps with its own answer, and the lead stays', async ({ browser }) => {
  const { id } = await made('楼道堆满杂物，需要执法配合')
  const steward = await open(browser, 'e2e.steward', id)
  await choose(steward, '请协办')
  await pick(steward, body.name)
  await panel(steward).getByLabel('需要它做什么').fill('现场认定并告知当事人')
  await accessible(steward)
  await send(steward)
  await expect(steward.getByRole('region', { name: '协同与时限' }).getByText(body.name)).toBeVisible()
  await expect(steward.getByText('还有1个协办单位没有答复')).toBeVisible()

  const helper = await open(browser, inspector, id)
  await choose(helper, '答复')
  await panel(helper).getByLabel('答复内容').fill('已到场认定，当事人当日清理')
  await send(helper)
  await expect(helper.getByRole('region', { name: '协同与时限' }).getByText('已到场认定，当事人当日清理')).toBeVisible()
})

test('a pause is asked for by one and granted by another', async ({ browser }) => {
  const { id } = await made('业主出差，约定下周处理')
  const steward = await open(browser, 'e2e.steward', id)
  await choose(steward, '申请暂停')
  await panel(steward).getByLabel('暂停情形').selectOption({ label: '居民要求另约时间' })
  const later = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16)
  await panel(steward).getByLabel('暂停到什么时候').fill(later)
  await panel(steward).getByLabel('具体原因').fill('业主下周回来')
  await send(steward)
  await expect(steward.getByText('待审批')).toBeVisible()
  await expect(panel(steward).getByRole('button', { name: '同意', exact: true })).toHaveCount(0)

  const worker = await open(browser, 'e2e.worker', id)
  await choose(worker, '同意')
  await send(worker)
  await expect(worker.getByText(/已暂停至/)).toBeVisible()
  await accessible(worker)
  await choose(worker, '恢复计时')
  await send(worker)
  await expect(worker.getByText(/已暂停至/)).toHaveCount(0)
})

test('a dispute over competence ends with a designation, and a supervision hangs on it', async ({ browser }) => {
  const { id } = await made('这段路归谁管说不清')
  const steward = await open(browser, 'e2e.steward', id)
  const daily = steward.getByRole('region', { name: '现在可以做' })
  await daily.getByRole('button', { name: '退回', exact: true }).click()
  await daily.getByLabel('原因').fill('不在网格范围内')
  await daily.getByRole('button', { name: /^提交/ }).click()
  await expect(steward.getByText('已退回').first()).toBeVisible()

  const above = await open(browser, officer, id)
  await choose(above, '指定办理')
  await pick(above, body.name)
  await panel(above).getByLabel('指定的依据').fill('三定方案')
  await send(above)
  await expect(above.getByText('已指定办理，不再退回')).toBeVisible()
  await choose(above, '督办')
  await panel(above).getByLabel('督办情形').selectOption({ label: '推诿、拒不办理' })
  await panel(above).getByLabel('督办要求').fill('三个工作日内办结')
  await send(above)
  await expect(above.getByText('督办中')).toBeVisible()

  const helper = await open(browser, inspector, id)
  await expect(helper.getByRole('region', { name: '现在可以做' }).getByRole('button', { name: '退回', exact: true })).toHaveCount(0)
  await helper.setViewportSize({ width: 360, height: 800 })
  await fits(helper)
  await accessible(helper)
})

test('a question is answered at once and is no ordinary case', async ({ browser }) => {
  const { id } = await made('请问装修要办什么手续')
  const worker = await open(browser, 'e2e.worker', id)
  await choose(worker, '不作为普通工单办理')
  await panel(worker).getByLabel('属于哪种情形').selectOption({ label: '咨询，当场答复' })
  await panel(worker).getByLabel('怎样告知居民的').fill('告知到物业登记，带身份证和装修方案')
  await accessible(worker)
  await send(worker)
  await expect(worker.getByText('咨询，当场答复').first()).toBeVisible()
  await expect(worker.getByText('已结案').first()).toBeVisible()
})

test('urged by the desk, and supervised by itself after the third time, with a copy to the district', async ({ browser }) => {
  const { id } = await made('楼道灯坏了三天没人修')
  const worker = await open(browser, 'e2e.worker', id)
  for (let i = 1; i <= 3; ++i) {
    await choose(worker, '催办')
    await panel(worker).getByLabel('想说的话').fill(`第${i}次催办`)
    await send(worker)
    await expect(worker.getByText(`催办 ${i} 次`)).toBeVisible()
  }
  await expect(worker.getByText('督办中')).toBeVisible()
  await expect(worker.getByRole('region', { name: '协同与时限' }).getByText('抄送', { exact: false }).first()).toBeVisible()
})

test('calls that reach nobody are counted, and the third one closes what was verified', async ({ browser }) => {
  const { url } = world()
  const { id } = await made('水管接口渗水')
  const steward = await new Person(url).signIn('e2e.steward', password)
  const { version } = await steward.call<{ version: number }>('GET', `/cases/${id}`)
  await steward.call('POST', `/cases/${id}/steps`, { step: 'done', version, result: '换了密封圈' })
  const worker = await open(browser, 'e2e.worker', id)
  const daily = worker.getByRole('region', { name: '现在可以做' })
  await daily.getByRole('button', { name: '核查', exact: true }).click()
  await daily.getByRole('button', { name: /^提交/ }).click()
  await expect(worker.getByText('已核查').first()).toBeVisible()
  for (let i = 1; i <= 3; ++i) {
    await choose(worker, '回访')
    await panel(worker).getByLabel('回访方式').selectOption({ label: '电话' })
    await panel(worker).getByLabel('联系上了').uncheck()
    // What only a resident who answered can say is not asked for.
    await expect(panel(worker).getByLabel('居民认为已解决')).toHaveCount(0)
    await send(worker)
    if (i < 3) await expect(worker.getByText(`未接通 ${i} 次`)).toBeVisible()
  }
  await expect(worker.getByText('已结案').first()).toBeVisible()
})

test('leaving out of figures is asked for by one, reviewed by another, and stays on view', async ({ browser }) => {
  const { id, number } = await made('重复登记的一件')
  const worker = await open(browser, 'e2e.worker', id)
  await choose(worker, '申请剔除统计')
  await panel(worker).getByLabel('剔除情形').selectOption({ label: '重复登记' })
  await panel(worker).getByLabel('理由').fill('与前一件是同一通电话')
  await send(worker)
  await expect(worker.getByText('待审批')).toBeVisible()
  await expect(panel(worker).getByRole('button', { name: '同意', exact: true })).toHaveCount(0)
  const above = await open(browser, officer, id)
  await choose(above, '同意')
  await send(above)
  await expect(above.getByText('不计入统计')).toBeVisible()
  await above.goto(`${world().url}/analysis/rates`)
  await settled(above)
  const row = above.getByRole('row').filter({ hasText: number })
  await expect(row.getByText('与前一件是同一通电话')).toBeVisible()
  await expect(row.getByText('吴街道')).toBeVisible()
})
