import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/calendar', component: () => import('./routes/CalendarPage.vue'), meta: { staff: true, can: ['catalogue.edit'], title: { zh: '工作日历', en: 'Working calendar' } } },
]
