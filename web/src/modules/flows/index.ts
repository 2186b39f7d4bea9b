import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/flow', component: () => import('./routes/FlowPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '办理流程', en: 'Flow of cases' } } },
]
