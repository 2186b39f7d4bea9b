import type { RouteRecordRaw } from 'vue-router'

const meta = { staff: true, can: ['funds.read' as const] }

export const routes: RouteRecordRaw[] = [
  { path: '/funds', component: () => import('./routes/FundsPage.vue'), meta: { ...meta, title: { zh: '经费', en: 'Funds' } } },
  { path: '/funds/entries', component: () => import('./routes/EntriesPage.vue'), meta: { ...meta, title: { zh: '账目', en: 'Entries' } } },
  { path: '/funds/accounts/:id', component: () => import('./routes/AccountPage.vue'), meta: { ...meta, title: { zh: '经费账户', en: 'Fund account' } } },
]
