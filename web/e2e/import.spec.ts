import { expect, test } from '@playwright/test'
import { accessible, settled, signIn } from './helpers'
import { world } from './world'

const day = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10)

test('a table goes in: columns checked, dry run read, good rows taken, the same again changes nothing', async ({ page }) => {
  test.setTimeout(120_000)
  const { url, community } = world()
  const table = [
    '示例区小区台账,,,', '序号,小区名称,所属社区,户数', `1,测试新苑,${community.name},120`, `2,测试花园,${community.name},88`,
    '3,没有社区的院,不存在的社区,30', `备注：截至${day},,,`,
  ].join('\n')
  const upload = async () => {
    await page.goto(`${url}/admin/imports`)
    await settled(page)
    await page.getByLabel('导入什么').selectOption('courtyards')
    await page.locator('input[type=file]').setInputFiles({ name: '小区台账.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
    await page.getByRole('button', { name: '上传并读取' }).click()
    await expect(page.getByRole('heading', { name: '工作表和列' })).toBeVisible({ timeout: 30_000 })
  }
  await signIn(page, 'e2e.district')
  await upload()
  await accessible(page)
  await expect(page.getByLabel(/小区名称/)).not.toHaveValue('')
  await page.getByRole('button', { name: '试算' }).click()
  await expect(page.getByRole('heading', { name: '试算结果' })).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('cell', { name: '不存在的社区', exact: true })).toBeVisible()
  await accessible(page)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /下载有问题的行/ }).click()
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)
  await page.getByRole('button', { name: /只导入没问题的/ }).click()
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 })

  await page.goto(`${url}/admin/areas?at=${community.id}`)
  await expect(page.getByText('测试新苑')).toBeVisible()

  await upload()
  await page.getByRole('button', { name: '试算' }).click()
  await expect(page.getByRole('heading', { name: '试算结果' })).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('.figures li').filter({ hasText: '新增' })).toContainText('0')
  await expect(page.locator('.figures li').filter({ hasText: '不变' })).toContainText('2')
})
