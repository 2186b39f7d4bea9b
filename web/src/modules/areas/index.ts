import type { RouteRecordRaw } from 'vue-router'

export { default as PlacePicker } from './components/PlacePicker.vue'
export { usePublicGrid } from './composables/usePublicGrid'
export { fetchPublicMap, outlinesBelow, ownOutlines, searchAddresses, type Address, type Grid } from './store'
export { levels } from './texts'
export { emptyPlace, hasPlace, type Place } from './types'

export const routes: RouteRecordRaw[] = [
  { path: '/admin/areas', component: () => import('./routes/AreasPage.vue'), meta: { staff: true, can: ['areas.edit'], title: { zh: '辖区', en: 'Areas' } } },
  { path: '/admin/grids', component: () => import('./routes/GridsPage.vue'), meta: { staff: true, can: ['areas.edit'], title: { zh: '网格', en: 'Grids' } } },
  { path: '/print/communities/:id', component: () => import('./routes/HallMapPage.vue'), meta: { staff: true, bare: true, title: { zh: '网格服务图', en: 'Grid map' } } },
  { path: '/print/grids/:id/:kind(qr|notice)', component: () => import('./routes/PrintPage.vue'), meta: { staff: true, bare: true, title: { zh: '打印', en: 'Print' } } },
]
