import type { RouteRecordRaw } from 'vue-router'

export { default as InboxBell } from './components/InboxBell.vue'
export { default as NotifyChoice } from './components/NotifyChoice.vue'
export { readSubject, unread } from './store'

export const routes: RouteRecordRaw[] = [
  { path: '/inbox', component: () => import('./routes/InboxPage.vue'), meta: { staff: true, title: { zh: '通知', en: 'Notices' } } },
  { path: '/inbox/choices', component: () => import('./routes/ChoicesPage.vue'), meta: { staff: true, title: { zh: '通知设置', en: 'How I am told' } } },
  { path: '/calls', component: () => import('./routes/CallsPage.vue'), meta: { staff: true, can: ['cases.dispatch'], title: { zh: '今日回访', en: 'Today’s calls' } } },
  { path: '/admin/channels', component: () => import('./routes/ChannelsPage.vue'), meta: { staff: true, can: ['system.run'], title: { zh: '发送通道', en: 'Channels' } } },
]
