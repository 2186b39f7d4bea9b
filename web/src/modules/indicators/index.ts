import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/board', component: () => import('./routes/BoardPage.vue'), meta: { staff: true, can: ['board.read'], title: { zh: '看板', en: 'Board' } } },
]
