import type { RouteRecordRaw } from 'vue-router'

const staff = { staff: true, can: ['plans.read' as const] }
const title = { zh: '网格划分', en: 'Grid plans' }

export const routes: RouteRecordRaw[] = [
  { path: '/admin/plans', component: () => import('./routes/PlansPage.vue'), meta: { ...staff, title } },
  { path: '/admin/plans/new', component: () => import('./routes/PlanFormPage.vue'), meta: { staff: true, can: ['plans.edit'], title: { zh: '新建方案', en: 'New plan' } } },
  { path: '/admin/plans/compare', component: () => import('./routes/ComparePage.vue'), meta: { ...staff, title: { zh: '比较方案', en: 'Compare plans' } } },
  { path: '/admin/plans/barriers', component: () => import('./routes/BarriersPage.vue'), meta: { ...staff, title: { zh: '阻隔线', en: 'Barriers' } } },
  { path: '/admin/plans/review', component: () => import('./routes/ReviewPage.vue'), meta: { ...staff, title: { zh: '年度复核', en: 'Yearly review' } } },
  { path: '/admin/plans/:id(\\d+)/rules', component: () => import('./routes/PlanFormPage.vue'), meta: { staff: true, can: ['plans.edit'], title: { zh: '改规则', en: 'Change rules' } } },
  { path: '/admin/plans/:id(\\d+)/:tab(compare|neighbours|talk|adopt)?', component: () => import('./routes/PlanPage.vue'), meta: { ...staff, title } },
  { path: '/print/plans/:id(\\d+)/:kind(qr|notice)', component: () => import('./routes/SheetsPage.vue'), meta: { ...staff, bare: true, title: { zh: '打印', en: 'Print' } } },
]
