import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/bodies', component: () => import('./routes/BodiesPage.vue'), meta: { staff: true, can: ['areas.edit'], title: { zh: '单位', en: 'Bodies' } } },
]
