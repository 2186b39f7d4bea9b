import type { RouteRecordRaw } from 'vue-router'
import { trueNow } from '@/lib/clock'
import { today } from '@/lib/format'
import { useSession } from '@/modules/accounts'
import { fetchDue } from './store'

/** The day's visits, for work without a signal. */
export async function keepVisits(): Promise<void> {
  const session = useSession()
  if (session.can('people.edit')) await fetchDue(today(session.offset, trueNow()), null)
}

export const routes: RouteRecordRaw[] = [
  { path: '/people', component: () => import('./routes/PeoplePage.vue'), meta: { staff: true, can: ['people.read'], title: { zh: '居民', en: 'Residents' } } },
  { path: '/people/requests', component: () => import('./routes/RequestsPage.vue'), meta: { staff: true, can: ['people.edit'], title: { zh: '个人信息申请', en: 'Requests about own data' } } },
  { path: '/people/upkeep', component: () => import('./routes/UpkeepPage.vue'), meta: { staff: true, can: ['people.admin'], title: { zh: '居民数据管理', en: 'Care of residents’ data' } } },
  { path: '/people/:id', component: () => import('./routes/PersonPage.vue'), meta: { staff: true, can: ['people.read'], title: { zh: '居民', en: 'Resident' } } },
  { path: '/households/:id', component: () => import('./routes/HouseholdPage.vue'), meta: { staff: true, can: ['people.read'], title: { zh: '住户', en: 'Household' } } },
  { path: '/visits', component: () => import('./routes/VisitsPage.vue'), meta: { staff: true, can: ['people.read'], title: { zh: '走访', en: 'Visits' } } },
  { path: '/my-data', component: () => import('./routes/OwnDataPage.vue'), meta: { title: { zh: '我的数据', en: 'My data' } } },
]
