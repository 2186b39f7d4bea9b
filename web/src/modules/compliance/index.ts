import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/compliance', component: () => import('./routes/CompliancePage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '达标', en: 'Compliance' } } },
]
