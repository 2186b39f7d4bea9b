import { password, Person, world } from './world'

export interface Reported { number: string; secret: string; id: string }


/** A resident's report of that text in the grid of the world, up to the step that is named, by the people of the world. */
export async function lived(text: string, until: 'received' | 'done' | 'verified' | 'closed', extra: object = {}): Promise<Reported> {
  const { url, grid } = world()
  const nobody = new Person(url)
  const matters = await nobody.call<{ items: { id: string; code: string }[] }>('GET', '/matters')
  const matter = matters.items.find((m) => m.code === 'E1-01')!
  const report = await nobody.call<{ number: string; secret: string }>('POST', '/public/reports', {
    matter_id: matter.id, text, grid_slug: grid.slug, photo_ids: [], idempotency_key: `lived-${Date.now()}-${Math.random()}`, ...extra,
  })
  const steward = await new Person(url).signIn('e2e.steward', password)
  const { id } = await steward.call<{ id: string }>('GET', `/cases/number/${report.number}`).catch(async () => {
    const found = await steward.call<{ items: { id: string; number: string }[] }>('GET', `/cases?q=${report.number}&limit=5`)
    return found.items.find((c) => c.number === report.number)!
  })
  const made = { ...report, id }
  if (until === 'received') return made
  const step = async (who: Person, form: object) => {
    const { version } = await who.call<{ version: number }>('GET', `/cases/${id}`)
    await who.call('POST', `/cases/${id}/steps`, { version, ...form })
  }
  await step(steward, { step: 'accept' })
  await step(steward, { step: 'done', result: '当天清运，周边冲洗干净。' })
  if (until === 'done') return made
  await step(await new Person(url).signIn('e2e.worker', password), { step: 'verify', passed: true })
  if (until === 'verified') return made
  const answer = await fetch(`${url}/api/v1/public/reports/${report.number}/rating`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Case-Secret': report.secret }, body: JSON.stringify({ solved: true, rating: 5 }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return made
}
