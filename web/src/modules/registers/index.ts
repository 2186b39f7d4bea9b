import type { RouteRecordRaw } from 'vue-router'

const open = { staff: true, can: ['board.read'] as ['board.read'] }

export const routes: RouteRecordRaw[] = [
  { path: '/registers', component: () => import('./routes/RegistersPage.vue'), meta: { ...open, title: { zh: '台账', en: 'Registers' } } },
  { path: '/registers/:kind', component: () => import('./routes/ListPage.vue'), meta: { ...open, title: { zh: '台账', en: 'Register' } } },
  { path: '/registers/:kind/import', component: () => import('./routes/ImportPage.vue'), meta: { ...open, title: { zh: '导入台账', en: 'Import a register' } } },
  { path: '/registers/:kind/:id(\\d+)', component: () => import('./routes/RecordPage.vue'), meta: { ...open, title: { zh: '台账记录', en: 'Record' } } },
  { path: '/print/registers/:kind/:id(\\d+)', component: () => import('./routes/PrintPage.vue'), meta: { ...open, bare: true, title: { zh: '打印', en: 'Print' } } },
]
