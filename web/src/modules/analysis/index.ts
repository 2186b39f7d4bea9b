import { defineAsyncComponent } from 'vue'
import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/analysis', component: () => import('./routes/TimesPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '时长与退回', en: 'Times and returns' } } },
  { path: '/analysis/cases', component: () => import('./routes/RowsPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '数字背后的诉求', en: 'Cases behind a figure' } } },
  { path: '/analysis/rates', component: () => import('./routes/RatesPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '三率', en: 'The three rates' } } },
  { path: '/analysis/hot-spots', component: () => import('./routes/HotSpotsPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '热点', en: 'Hot spots' } } },
  { path: '/governance', component: () => import('./routes/GovernancePage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '主动治理', en: 'Active governance' } } },
  { path: '/governance/:id', component: () => import('./routes/TaskPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '治理任务', en: 'Governance task' } } },
]

/** On a case's page: the tasks of active governance that it was joined into. */
export const CaseTasks = defineAsyncComponent(() => import('./components/CaseTasks.vue'))
