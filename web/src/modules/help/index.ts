import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/help', component: () => import('./routes/HelpPage.vue'), meta: { title: { zh: '帮助', en: 'Help' } } },
]
