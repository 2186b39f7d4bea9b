import type { RouteRecordRaw } from 'vue-router'

export { default as KeptImage } from './components/KeptImage.vue'
export { default as KeptPhotos } from './components/KeptPhotos.vue'
export { default as SendStrip } from './components/SendStrip.vue'
export { addDayTask } from './composables/day'
export { enter, leave, reenter } from './composables/device'
export { keepPicture, keptPicture } from './composables/keep'
export { draftPhotos, dropDraftPhoto, photoHolder } from './composables/photos'
export { NoRoom, decideAgain, readJobs, removeJob, sendOrKeep, sendWithoutPhotos, setState, whenLeft, type Sent } from './composables/queue'
export { jobs, keeping, pendingOf, unsent, vault } from './composables/state'
export { outdated, startWorker } from './composables/worker'
export { t as offlineTexts } from './texts'
export type { Job, Send } from './types'

export const routes: RouteRecordRaw[] = [
  { path: '/my/queue', component: () => import('./routes/QueuePage.vue'), meta: { staff: true, can: ['cases.handle'], title: { zh: '待发送', en: 'To be sent' } } },
]
