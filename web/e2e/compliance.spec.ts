import { expect, test } from '@playwright/test'
import { accessible, complaints, fits, settled, signIn } from './helpers'
import { world } from './world'

test('what each rule says of the district, down to the records and on a past day', async ({ page }) => {
  await signIn(page, 'e2e.district')
  const said = complaints(page)
  await page.goto(`${world().url}/compliance`)
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('达标')
  const row = page.getByRole('row').filter({ hasText: '每个网格至少一名网格责任人' })
  await expect(row).toContainText('来源')
  await row.getByRole('button').first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row').nth(1)).toBeVisible()
  await settled(page)
  await fits(page)
  await accessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByLabel('哪一天').fill('2020-01-01')
  await settled(page)
  await expect(page.getByText('这里没有适用的规则')).toBeVisible()
  expect(said).toEqual([])
})

test('a community worker sees the own community and opens no other', async ({ page }) => {
  await signIn(page, 'e2e.worker')
  await page.goto(`${world().url}/compliance`)
  await settled(page)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('社区')
  await page.goto(`${world().url}/compliance?area=1`)
  await settled(page)
  await expect(page.getByRole('alert')).toBeVisible()
})
