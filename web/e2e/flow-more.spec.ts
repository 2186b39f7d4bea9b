import { expect, test, type Page } from '@playwright/test'
import { accessible, fits, settled } from './helpers'
import { choose, made, officials, open, panel, pick, send, type Named } from './steps'
import { password, Person, world } from './world'

// The rest of what may happen to a case: whistles, conferences, child cases, extensions, silence, and answers that do not hold.
const officer = 'e2e.officer2'
const inspector = 'e2e.inspector2'
let body: Named

test.describe.configure({ mode: 'serial' })
test.skip(({ isMobile }) => isMobile, 'one screen is enough for the order of steps; phone width is looked at below')

// eslint-disable-next-line no-empty-pattern -- Playwright insists on a pattern before the test's own information
test.beforeAll(async ({}, { project }) => {
  if (!project.use.isMobile) body = await officials(officer, inspector)
})

const facts = (page: Page) => page.getByRole('region', { name: '协同与时限' })
const daily = (page: Page) => page.getByRole('region', { name: '现在可以做' })

test('a subdistrict whistles, the department answers, and both sides are assessed', async ({ browser }) => {
  const { id } = await made('占道经营，劝离后又回来')
  const above = await open(browser, officer, id)
  await choose(above, '吹哨')
  await pick(above, body.name)
  await panel(above).getByLabel('吹哨类型').selectOption({ label: '综合执法' })
  await panel(above).getByLabel('需要它到场做什么').fill('周五下午联合执法')
  await accessible(above)
  await send(above)
  await expect(facts(above).getByText('周五下午联合执法')).toBeVisible()

  const helper = await open(browser, inspector, id)
  await choose(helper, '答复')
  await panel(helper).getByLabel('答复内容').fill('到场三人，已劝离并登记')
  await send(helper)
  await expect(facts(helper).getByText('到场三人，已劝离并登记')).toBeVisible()
  await choose(helper, '互评')
  await panel(helper).getByRole('radio').nth(3).check({ force: true })
  await accessible(helper)
  await send(helper)
  await above.reload()
  await settled(above)
  await choose(above, '互评')
  await panel(above).getByRole('radio').nth(4).check({ force: true })
  await panel(above).getByLabel('评语').fill('到得快')
  await send(above)
  await expect(facts(above).getByText(/5.*4/)).toBeVisible()
  // Each side once.
  await expect(panel(above).getByRole('button', { name: '互评', exact: true })).toHaveCount(0)
})

test('a conference says who handles it; first contact is named, and nothing is returned after it', async ({ browser }) => {
  const { id } = await made('沟渠归哪家管，两家都说不是')
  const worker = await open(browser, 'e2e.worker', id)
  await choose(worker, '会商')
  await panel(worker).getByLabel('哪些单位参加会商').fill('社区、城管、水务')
  await panel(worker).getByLabel('会商结论').fill('由城管清淤')
  await pick(worker, body.name)
  await send(worker)
  await expect(facts(worker).getByText('已指定办理，不再退回')).toBeVisible()
  await expect(facts(worker).getByText(new RegExp(`首接单位：${world().grid.name}`))).toBeVisible()
  const helper = await open(browser, inspector, id)
  await expect(daily(helper).getByRole('button', { name: '接单', exact: true }).or(daily(helper).getByRole('button', { name: /办结/ })).first()).toBeVisible()
  await expect(daily(helper).getByRole('button', { name: '退回', exact: true })).toHaveCount(0)
})

test('a child case goes its own way and the two lead to each other', async ({ browser }) => {
  const { id } = await made('楼道灯坏了，楼下还堆了建筑垃圾')
  const worker = await open(browser, 'e2e.worker', id)
  await choose(worker, '分出子件')
  await panel(worker).getByRole('searchbox').fill('暴露垃圾')
  await panel(worker).getByRole('button', { name: '暴露垃圾', exact: true }).last().click()
  await panel(worker).getByLabel('子件内容').fill('楼下建筑垃圾')
  await accessible(worker)
  await send(worker)
  await facts(worker).getByRole('link', { name: /子件/ }).click()
  await expect(worker.getByText('楼下建筑垃圾').first()).toBeVisible()
  await facts(worker).getByRole('link', { name: '看主件' }).click()
  await expect(worker.getByText('楼道灯坏了，楼下还堆了建筑垃圾').first()).toBeVisible()
  await worker.setViewportSize({ width: 360, height: 800 })
  await fits(worker)
})

test('an extension is asked for with its reason, and refused or granted by another', async ({ browser }) => {
  const { url } = world()
  const { id } = await made('屋面防水要等天晴')
  const worker = await new Person(url).signIn('e2e.worker', password)
  const due = async () => Date.parse((await worker.call<{ due_at: string }>('GET', `/cases/${id}`)).due_at)
  const before = await due()
  const steward = await open(browser, 'e2e.steward', id)
  for (const [i, answer] of ['不同意', '同意'].entries()) {
    await choose(steward, '申请延期')
    await panel(steward).getByLabel('延长多久').fill('3')
    await panel(steward).getByLabel('延期原因').fill('连日有雨')
    await send(steward)
    await expect(facts(steward).getByText('待审批')).toBeVisible()
    const desk = await open(browser, 'e2e.worker', id)
    await choose(desk, answer)
    if (i === 0) await panel(desk).getByLabel('为什么不同意').fill('先做临时遮盖')
    await send(desk)
    await expect(facts(desk).getByText(answer, { exact: true })).toBeVisible()
    expect((await due()) > before).toBe(answer === '同意')
    await desk.close()
    await steward.reload()
    await settled(steward)
  }
})

test('whom it is about neither sees it nor gets it; what is confidential says so', async ({ browser }) => {
  const { id } = await made('反映某单位执法不公')
  const worker = await open(browser, 'e2e.worker', id)
  await choose(worker, '请协办')
  await pick(worker, body.name)
  await panel(worker).getByLabel('需要它做什么').fill('说明情况')
  await send(worker)
  const helper = await open(browser, inspector, id)
  await expect(helper.getByText('反映某单位执法不公').first()).toBeVisible()
  await choose(worker, '回避')
  await pick(worker, body.name)
  await panel(worker).getByLabel('为什么回避').fill('反映的就是它')
  await send(worker)
  await helper.reload()
  await expect(helper.getByText('反映某单位执法不公')).toHaveCount(0)

  await choose(worker, '请协办')
  await pick(worker, body.name)
  await panel(worker).getByLabel('需要它做什么').fill('说明情况')
  await send(worker)
  await expect(panel(worker).getByText('它应当回避').first()).toBeVisible()
  await worker.reload()
  await settled(worker)
  await choose(worker, '转为保密')
  await panel(worker).getByLabel('为什么保密').fill('反映人要求')
  await send(worker)
  await expect(facts(worker).getByText('保密', { exact: true })).toBeVisible()
  await accessible(worker)
})

test('called back and not solved: it is taken up again, one rung up', async ({ browser }) => {
  const { url } = world()
  const { id } = await made('下水道返味')
  const steward = await new Person(url).signIn('e2e.steward', password)
  const { version } = await steward.call<{ version: number }>('GET', `/cases/${id}`)
  await steward.call('POST', `/cases/${id}/steps`, { step: 'done', version, result: '冲洗了管道' })
  const worker = await open(browser, 'e2e.worker', id)
  await choose(worker, '回访')
  await panel(worker).getByLabel('回访方式').selectOption({ label: '电话' })
  await expect(panel(worker).getByLabel('联系上了')).toBeChecked()
  await panel(worker).getByLabel('居民认为已解决').uncheck()
  await panel(worker).getByRole('radio').nth(1).check({ force: true })
  await panel(worker).getByLabel('居民怎么说').fill('还是有味')
  await accessible(worker)
  await send(worker)
  await expect(worker.getByText(/重新办理/).first()).toBeVisible()
  await expect(facts(worker).getByText(/已升级到/)).toBeVisible()
})

test('every step that is offered, and each of its fields, is reached with the keyboard', async ({ browser }) => {
  test.setTimeout(180_000)
  const { url } = world()
  const { id } = await made('只用键盘办一件')
  const steward = await new Person(url).signIn('e2e.steward', password)
  const take = async (form: object) => {
    const { version } = await steward.call<{ version: number }>('GET', `/cases/${id}`)
    await steward.call('POST', `/cases/${id}/steps`, { version, ...form })
  }
  const walk = async (page: Page): Promise<string[]> => {
    // What is offered comes after the page itself; some are offered nothing more.
    const more = panel(page).locator('summary')
    await more.waitFor({ timeout: 5_000 }).catch(() => undefined)
    if (await more.count()) {
      await more.focus()
      await page.keyboard.press('Enter')
      await panel(page).getByRole('button').first().waitFor()
    }
    const names = await panel(page).getByRole('button').allInnerTexts()
    for (const name of names) {
      const button = panel(page).getByRole('button', { name, exact: true })
      await button.focus()
      await page.keyboard.press('Enter')
      const submit = panel(page).getByRole('button', { name: /^提交/ })
      await expect(submit).toBeVisible()
      const met = new Set<string>()
      for (let i = 0; i < 60; i++) {
        if (await submit.evaluate((el) => el === document.activeElement)) break
        await page.keyboard.press('Tab')
        met.add(await page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name || document.activeElement?.id || ''))
      }
      await expect(submit, `${name}: Tab reaches its button`).toBeFocused()
      const missed = await panel(page).locator('form').locator('input:not([type=radio]), select, textarea').evaluateAll((all, seen) => all.filter((el) => !seen.includes((el as HTMLInputElement).name || el.id)).map((el) => el.outerHTML.slice(0, 80)), [...met])
      expect(missed, name).toEqual([])
      await button.focus()
      await page.keyboard.press('Enter')
      await expect(submit).toHaveCount(0)
    }
    return names
  }
  const seen = new Set<string>()
  for (const step of [null, { step: 'accept' }, { step: 'done', result: '办好了' }]) {
    if (step) await take(step)
    for (const login of ['e2e.steward', 'e2e.worker', officer]) {
      const page = await open(browser, login, id)
      for (const name of await walk(page)) seen.add(name)
      await page.context().close()
    }
  }
  for (const name of ['请协办', '吹哨', '分出子件', '申请暂停', '申请延期', '会商', '指定办理', '催办', '督办', '抄送', '不作为普通工单办理', '回避', '转为保密', '申请剔除统计', '回访'])
    expect([...seen], name).toContain(name)
})
