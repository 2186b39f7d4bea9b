import type { RouteRecordRaw } from 'vue-router'

export { default as AreaChoice } from './components/AreaChoice.vue'
export { emptyChoice, type AreaChosen } from './composables/areaChoice'

export const routes: RouteRecordRaw[] = [
  { path: '/settled', component: () => import('./routes/SettledPage.vue'), meta: { title: { zh: '办结公示', en: 'Settled matters' } } },
  { path: '/settled/:id', component: () => import('./routes/SettledOnePage.vue'), meta: { title: { zh: '办结公示', en: 'Settled matter' } } },
  { path: '/figures', component: () => import('./routes/FiguresPage.vue'), meta: { title: { zh: '办得怎样', en: 'How it goes' } } },
  { path: '/desk/cases/:id/release', component: () => import('./routes/ReleasePage.vue'), meta: { staff: true, can: ['cases.release'], title: { zh: '对外公开', en: 'Release' } } },
]
