import { expect, test } from '@playwright/test'
import { accessible, complaints, fits, settled, signIn } from './helpers'
import { world } from './world'

// R005, R048: relations of different kind, dated, with their document; what has ended stays to be read.
test('a relation between two bodies is recorded, seen on the chart and ended again', async ({ page }) => {
  await signIn(page, 'e2e.district')
  const said = complaints(page)
  await page.goto(`${world().url}/organisation`)
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('组织架构')
  await page.getByRole('button', { name: '区城管局', exact: true }).click()
  const panel = page.getByRole('dialog', { name: '区城管局' })
  await panel.getByText('登记关系').click()
  await panel.getByLabel('关系', { exact: true }).selectOption('guides')
  await panel.getByLabel('上级或对方').fill('区住建')
  await page.getByRole('option', { name: /区住建局/ }).click()
  await panel.getByLabel('文号').fill('示例〔2026〕1号')
  await panel.getByRole('button', { name: '登记', exact: true }).click()
  const line = panel.getByRole('listitem').filter({ hasText: '区住建局' }).filter({ hasNotText: '至' })
  await expect(line).toContainText('示例〔2026〕1号')
  await accessible(page)
  await fits(page)
  await line.getByRole('button', { name: /结束/ }).click()
  await page.getByRole('button', { name: '结束', exact: true }).last().click()
  await expect(line).toHaveCount(0)
  await expect(panel.getByRole('listitem').filter({ hasText: '区住建局' }).first()).toBeVisible()
  expect(said).toEqual([])
})

test('a community worker reads the own chart and changes nothing', async ({ page }) => {
  await signIn(page, 'e2e.worker')
  await page.goto(`${world().url}/organisation`)
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('社区')
  await page.goto(`${world().url}/organisation?area=1`)
  await settled(page)
  await expect(page.getByRole('alert')).toBeVisible()
})
