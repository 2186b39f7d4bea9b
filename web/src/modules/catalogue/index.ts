import type { RouteRecordRaw } from 'vue-router'

export { default as MatterPicker } from './components/MatterPicker.vue'
export { formatLimit } from './composables/limit'
export { useMatters } from './store'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/matters', component: () => import('./routes/MattersPage.vue'), meta: { staff: true, can: ['catalogue.edit'], title: { zh: '事项目录', en: 'Catalogue' } } },
]
