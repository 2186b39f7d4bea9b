import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./routes/HomePage.vue'), meta: { title: { zh: '首页', en: 'Home' } } },
  { path: '/report', component: () => import('./routes/ReportPage.vue'), meta: { title: { zh: '反映问题', en: 'Report' } } },
  { path: '/g/:slug', component: () => import('./routes/GridLandingPage.vue'), meta: { title: { zh: '网格', en: 'Grid' } } },
  { path: '/r/:number', component: () => import('./routes/FollowPage.vue'), meta: { title: { zh: '查进度', en: 'Follow' } } },
]
