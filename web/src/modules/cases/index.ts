import type { RouteRecordRaw } from 'vue-router'

export { default as DueTag } from './components/DueTag.vue'
export { default as HopList } from './components/HopList.vue'
export { default as PhotoPicker } from './components/PhotoPicker.vue'
export { default as StateTag } from './components/StateTag.vue'
export { default as CaseTable } from './components/CaseTable.vue'
export { keepMyDay } from './composables/day'
export { fetchCases, type CaseQuery } from './store'
export { channels as channelNames, states as stateNames } from './texts'

export const routes: RouteRecordRaw[] = [
  { path: '/desk', component: () => import('./routes/DeskPage.vue'), meta: { staff: true, title: { zh: '办件台', en: 'Desk' } } },
  { path: '/desk/intake', component: () => import('./routes/IntakePage.vue'), meta: { staff: true, can: ['cases.intake'], title: { zh: '登记来电来访', en: 'Intake' } } },
  { path: '/desk/cases/:id', component: () => import('./routes/CasePage.vue'), meta: { staff: true, title: { zh: '办件', en: 'Case' } } },
  { path: '/my', component: () => import('./routes/MyPage.vue'), meta: { staff: true, title: { zh: '我的件', en: 'My cases' } } },
  { path: '/my/queue/:id', component: () => import('./routes/DecidePage.vue'), meta: { staff: true, can: ['cases.handle'], title: { zh: '请您决定', en: 'Yours to decide' } } },
  { path: '/my/report', component: () => import('./routes/IntakePage.vue'), meta: { staff: true, onSpot: true, title: { zh: '现场上报', en: 'Report on the spot' } } },
]
