import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/imports', component: () => import('./routes/ImportsPage.vue'), meta: { staff: true, can: ['import.run'], title: { zh: '导入', en: 'Import' } } },
  { path: '/admin/imports/:id', component: () => import('./routes/ImportPage.vue'), meta: { staff: true, can: ['import.run'], title: { zh: '导入', en: 'Import' } } },
]
