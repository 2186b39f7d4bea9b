import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/organisation', component: () => import('./routes/OrganisationPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '组织架构', en: 'Organisation' } } },
]
