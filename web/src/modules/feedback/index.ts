import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/complaints', component: () => import('./routes/ComplaintsPage.vue'), meta: { title: { zh: '投诉与建议', en: 'Complaints and ideas' } } },
  { path: '/complaints/:number', component: () => import('./routes/FollowFeedbackPage.vue'), meta: { title: { zh: '看答复', en: 'See the answer' } } },
  { path: '/print/complaints', component: () => import('./routes/PosterPage.vue'), meta: { bare: true, title: { zh: '打印', en: 'Print' } } },
  { path: '/desk/feedback', component: () => import('./routes/FeedbackListPage.vue'), meta: { staff: true, can: ['feedback.answer'], title: { zh: '投诉与建议', en: 'Complaints and ideas' } } },
  { path: '/desk/feedback/:id', component: () => import('./routes/FeedbackPage.vue'), meta: { staff: true, can: ['feedback.answer'], title: { zh: '投诉与建议', en: 'Complaint or idea' } } },
]
