import { expect, test } from '@playwright/test'
import { accessible, fits, settled, signIn } from './helpers'
import { world } from './world'

test('the desk searches, keeps the filters, works on many cases and exports them', async ({ page }) => {
  test.setTimeout(60_000)
  await signIn(page, 'e2e.district')
  await page.goto(`${world().url}/desk?list=all`)
  await settled(page)
  await page.getByLabel('搜索', { exact: true }).fill('没人 垃圾')
  await page.getByLabel('搜索', { exact: true }).press('Enter')
  await expect(page).toHaveURL(/q=/)
  await settled(page)
  await expect(page.locator('tbody tr').first()).toContainText('垃圾')
  await fits(page)
  await accessible(page)

  await page.getByRole('button', { name: '保存当前筛选' }).click()
  const name = `垃圾没人 ${Date.now()}`
  await page.getByLabel('名称', { exact: true }).fill(name)
  await accessible(page)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByRole('link', { name })).toBeVisible()
  await page.goto(`${world().url}/desk`)
  await page.getByRole('link', { name }).click()
  await expect(page.getByLabel('搜索', { exact: true })).toHaveValue('没人 垃圾')

  await settled(page)
  await page.getByRole('checkbox', { name: /^选中 \d/ }).first().check()
  await page.getByRole('button', { name: '批量办理' }).click()
  await page.getByRole('dialog').getByLabel('说明').fill('已电话告知')
  await page.getByRole('button', { name: '预览' }).click()
  await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(2)
  await accessible(page)
  const go = page.getByRole('button', { name: /^办理这/ })
  if (await go.isEnabled()) {
    await go.click()
    await expect(page.getByText('办好 1 件')).toBeVisible()
  }
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()

  await page.getByRole('button', { name: '导出 Excel' }).click()
  const file = page.getByRole('link', { name: '下载文件' })
  await expect(file).toBeVisible({ timeout: 15_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()])
  expect(download.suggestedFilename()).toBe('cases.xlsx')
})

test('who is about to say the same thing may follow it instead; the desk merges and splits', async ({ page, browser }) => {
  test.setTimeout(60_000)
  const { url, grid } = world()
  const report = async (text: string) => {
    await page.goto(`${url}/report?grid=${grid.slug}`)
    await settled(page)
    await page.getByLabel('用自己的话说').fill(text)
    await page.getByRole('group', { name: '可能是' }).getByRole('button').first().click()
  }
  const words = `路灯不亮一片漆黑 ${Date.now()}`
  for (const again of ['', '，今晚又黑']) {
    await report(words + again)
    await page.getByRole('button', { name: '提交', exact: true }).click()
    await expect(page.getByRole('heading', { name: '收到了' })).toBeVisible()
  }
  await report('路灯不亮一片漆黑')
  const known = page.getByRole('status', { name: '已经有人反映过类似的事' })
  await expect(known).toBeVisible()
  await expect(known).not.toContainText('漆黑')
  await accessible(page)
  await known.getByRole('button', { name: '是同一件，关注进展' }).first().click()
  await expect(page.getByText('您关注的是别人反映的事')).toBeVisible()
  await expect(page.getByText('漆黑')).toHaveCount(0)
  await accessible(page)

  const office = await browser.newContext()
  const worker = await office.newPage()
  await signIn(worker, 'e2e.district')
  await worker.goto(`${url}/desk?list=all&q=${encodeURIComponent(words.split(' ')[1]!)}`)
  await settled(worker)
  await worker.locator('tbody tr a').first().click()
  const links = worker.getByRole('region', { name: '同一件事' })
  await links.getByRole('button', { name: '并入这件' }).first().click()
  await worker.getByLabel('依据').fill('同一盏路灯')
  await worker.getByRole('dialog').getByRole('button', { name: '并入这件' }).click()
  await expect(worker.getByText('已并入').first()).toBeVisible()
  await accessible(worker)
  await links.getByRole('button', { name: '拆分出来' }).click()
  await worker.getByLabel('依据').fill('看过了，是两盏')
  await worker.getByRole('dialog').getByRole('button', { name: '拆分出来' }).click()
  await expect(links.getByRole('button', { name: '并入这件' }).first()).toBeVisible()
  await office.close()
})
