import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/journal', component: () => import('./routes/JournalPage.vue'), meta: { staff: true, can: ['journal.read'], title: { zh: '全程留痕', en: 'Journal' } } },
]
