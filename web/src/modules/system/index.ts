import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/system', component: () => import('./routes/SystemPage.vue'), meta: { staff: true, can: ['system.run'], title: { zh: '系统', en: 'System' } } },
]
