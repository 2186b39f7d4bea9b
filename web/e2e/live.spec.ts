import { expect, test } from '@playwright/test'
import { settled, signIn } from './helpers'
import { Person, world } from './world'

test('a new case appears by itself, in every tab, over one stream', async ({ context, page }) => {
  const { url, grid } = world()
  let streams = 0
  await context.route('**/api/v1/events', (route) => { streams++; return route.continue() })
  await signIn(page, 'e2e.worker')
  await page.goto(`${url}/desk`)
  await settled(page)
  // The page after signing in may have opened one that ended with it.
  await expect.poll(() => streams).toBeGreaterThan(0)
  await page.waitForTimeout(1000)
  const first = streams
  const second = await context.newPage()
  await second.goto(`${url}/desk`)
  await settled(second)
  const person = new Person(url)
  const matters = await person.call<{ items: { id: string; code: string; open_to_residents: boolean; parent_id: string | null }[] }>('GET', '/matters')
  const leaf = matters.items.find((m) => m.open_to_residents && m.parent_id && !matters.items.some((x) => x.parent_id === m.id))!
  const text = `刚刚发生的事 ${Date.now()}`
  await person.call('POST', '/public/reports', { matter_id: leaf.id, text, grid_slug: grid.slug, photo_ids: [], idempotency_key: `live-${Date.now()}` })
  for (const tab of [page, second]) await expect(tab.getByRole('link', { name: new RegExp(text) })).toBeVisible({ timeout: 15_000 })
  expect(streams).toBe(first)
})
