import { computed } from 'vue'
import type { LonLat } from '@/map'
import { useAsync } from '@/lib/async'
import { useDraft } from '@/lib/draft'
import { useSubmit } from '@/lib/submit'
import { tell } from '@/ui'
import { addBarriers, endBarrier, fetchBarriers, fetchDefaults, fetchGround, type Barrier, type DistrictBarrier } from '../store'
import { b } from '../texts'

/** A line that is being drawn, or lines that a file brought; kept through reloads until they are sent. */
export interface BarrierDraft { mode: '' | 'draw' | 'read'; kind: string; name: string; from: string; source: string; line: LonLat[]; read: Barrier[] }
const empty = (): BarrierDraft => ({ mode: '', kind: 'river', name: '', from: '', source: '', line: [], read: [] })

/** The points as clicked, without those that a double click sets twice. */
export function withPoint(line: LonLat[], at: LonLat): LonLat[] {
  const last = line.at(-1)
  return last && last[0] === at[0] && last[1] === at[1] ? line : [...line, at]
}

/** What a draft would send; nothing while it is no line yet. */
export function linesOf(draft: BarrierDraft): Barrier[] {
  if (draft.mode === 'read') return draft.read.map((x) => ({ ...x, kind: draft.kind }))
  return draft.line.length > 1 ? [{ kind: draft.kind, name: draft.name.trim(), line: draft.line }] : []
}

export function useBarriers() {
  const { draft, clear } = useDraft<BarrierDraft>('plan.barrier', empty)
  const base = useAsync(async (signal) => {
    const [barriers, ground, defaults] = await Promise.all([fetchBarriers(signal), fetchGround(signal), fetchDefaults(signal)])
    return { items: barriers.items, ground, defaults }
  })
  const items = computed(() => base.data.value?.items ?? [])
  const show = (list: DistrictBarrier[]) => { if (base.data.value) base.data.value = { ...base.data.value, items: list } }
  const ready = computed(() => linesOf(draft).length > 0)
  const { busy, error, submit } = useSubmit(async () => {
    const lines = linesOf(draft)
    const count = draft.mode === 'read' ? lines.length : 0
    show((await addBarriers({ items: lines, from: draft.from, source: draft.source.trim() })).items)
    clear()
    tell(count ? b.readSaved(count) : b.saved)
  })
  async function end(id: string): Promise<void> {
    show((await endBarrier(id, base.data.value!.defaults.today)).items)
    tell(b.ended)
  }
  function begin(mode: 'draw' | 'read', kinds: string[], read: Barrier[] = [], source = ''): void {
    Object.assign(draft, empty(), { mode, read, source, kind: kinds[0] ?? 'river', from: base.data.value!.defaults.today })
  }
  return { draft, clear, base, items, ready, busy, error, submit, end, begin }
}
