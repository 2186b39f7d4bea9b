import type { RouteRecordRaw } from 'vue-router'
import { today } from '@/lib/format'
import { trueNow } from '@/lib/clock'
import { useSession } from '@/modules/accounts'
import { fetchDueVisits } from './store'

/** The day's visits, for work without a signal. */
export async function keepVisits(): Promise<void> {
  const session = useSession()
  if (session.can('people.edit')) await fetchDueVisits(today(session.offset, trueNow()), null)
}

export const routes: RouteRecordRaw[] = [
  { path: '/my/visits', component: () => import('./routes/VisitsPage.vue'), meta: { staff: true, can: ['people.edit'], title: { zh: '走访', en: 'Visits' } } },
]
