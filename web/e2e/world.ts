import type { Geometry } from 'geojson'

export const password = process.env.E2E_PASSWORD ?? 'Lin-li 2026 e2e'

export interface World {
  url: string
  district: { id: string; name: string }
  community: { id: string; name: string }
  grid: { id: string; name: string; slug: string }
  courtyard: { id: string; name: string }
  spot: { lon: number; lat: number }
}
export const world = (): World => JSON.parse(process.env.E2E_WORLD ?? 'null') as World

/** The API as a signed-in person uses it. */
export class Person {
  private cookie = ''
  private csrf = ''
  constructor(private readonly url: string) {}

  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { Cookie: this.cookie, 'X-CSRF-Token': this.csrf, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const set = response.headers.getSetCookie().find((c) => c.startsWith('linli_session='))
    if (set) this.cookie = set.split(';')[0]!
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }

  async signIn(login: string, secret: string): Promise<this> {
    await this.call('POST', '/session', { login, password: secret })
    this.csrf = (await this.call<{ csrf: string }>('GET', '/session')).csrf
    return this
  }
}

interface Named { id: string; name: string }

export function middle(geometry: Geometry): { lon: number; lat: number } {
  const ring = geometry.type === 'Polygon' ? geometry.coordinates[0]! : geometry.type === 'MultiPolygon' ? geometry.coordinates[0]![0]! : []
  const points = ring.slice(0, -1)
  const sum = points.reduce(([x, y], p) => [x! + p[0]!, y! + p[1]!], [0, 0])
  return { lon: Number((sum[0]! / points.length).toFixed(6)), lat: Number((sum[1]! / points.length).toFixed(6)) }
}

export async function hire(security: Person, url: string, login: string, name: string, role: object): Promise<string> {
  const first = 'First-2026 password'
  const { id } = await security.call<{ id: string }>('POST', '/accounts', { login, name, password: first })
  await security.call('POST', `/accounts/${id}/roles`, { from: '2026-01-01', ...role })
  const person = await new Person(url).signIn(login, first)
  await person.call('PUT', '/session/password', { old: first, new: password })
  return id
}

/** Finds a grid with a courtyard whose middle lies inside it, and puts a steward and a community worker there. */
export async function settle(url: string): Promise<World> {
  const security = await new Person(url).signIn('e2e.security', password)
  const boss = await new Person(url).signIn('e2e.district', password)
  const { district } = await boss.call<{ district: Named }>('GET', '/session')
  const grids = await boss.call<{ items: (Named & { community: Named })[] }>('GET', '/grids?limit=20')
  for (const found of grids.items) {
    const grid = await boss.call<{ slug: string; members_list: Named[] }>('GET', `/grids/${found.id}`)
    const map = await boss.call<{ features: { properties: Named; geometry: Geometry }[] }>('GET', `/public/map?level=courtyard&area=${found.community.id}`)
    for (const courtyard of grid.members_list) {
      const feature = map.features.find((f) => String(f.properties.id) === courtyard.id)
      if (!feature) continue
      const spot = middle(feature.geometry)
      const there = await boss.call<{ grid: Named | null; courtyard: Named | null }>('GET', `/public/locate?lon=${spot.lon}&lat=${spot.lat}`)
      if (there.grid?.id !== found.id || there.courtyard?.id !== courtyard.id) continue
      const steward = await hire(security, url, 'e2e.steward', '林网格', { role: 'steward' })
      await hire(security, url, 'e2e.worker', '周社区', { role: 'community_worker', area_id: found.community.id })
      await boss.call('PUT', `/grids/${found.id}/steward`, { account_id: steward, deputy_id: null, from: '2026-01-01' })
      return { url, district, community: found.community, grid: { id: found.id, name: found.name, slug: grid.slug }, courtyard, spot }
    }
  }
  throw new Error('no grid with a courtyard to stand in')
}
