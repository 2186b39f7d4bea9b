import { expect, test } from '@playwright/test'
import { accessible, fits, settled, signIn } from './helpers'
import { world } from './world'

test('a day off is looked at before it is saved, and says which limits it moves', async ({ page, isMobile }) => {
  await signIn(page, 'e2e.district')
  await page.goto(`${world().url}/admin/calendar`)
  await settled(page)
  await expect(page.getByText(/2027 · 尚未公布/)).toBeVisible()
  await accessible(page)
  await fits(page)
  if (isMobile) return
  await page.getByRole('button', { name: '加一天' }).click()
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('日期').fill(soon)
  await page.getByRole('textbox', { name: '名称' }).fill('区庆')
  await page.getByRole('textbox', { name: '依据' }).fill('区政府通知')
  await page.getByLabel('为什么改').fill('区庆放假')
  await page.getByRole('button', { name: '先看看会动哪些' }).click()
  await expect(page.getByRole('heading', { name: '会动的时限' })).toBeVisible()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('heading', { name: '动了的时限' })).toBeVisible()
  await accessible(page)
  await page.reload()
  await expect(page.getByRole('textbox', { name: '名称' })).toHaveValue('区庆')
})
