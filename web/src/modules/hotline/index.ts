import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/desk/hotline', component: () => import('./routes/HotlinePage.vue'), meta: { staff: true, can: ['cases.dispatch', 'import.run'], title: { zh: '12345工单', en: 'City hotline' } } },
]
