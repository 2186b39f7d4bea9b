import type { RouteRecordRaw } from 'vue-router'

export { useSession, type Capability } from './store'
export { homeOf } from './composables/homeOf'
export { roleNames } from './texts'

export const routes: RouteRecordRaw[] = [
  { path: '/login', component: () => import('./routes/LoginPage.vue'), meta: { title: { zh: '登录', en: 'Sign in' } } },
  { path: '/setup', component: () => import('./routes/SetupPage.vue'), meta: { title: { zh: '第一次使用', en: 'First use' } } },
  { path: '/account', component: () => import('./routes/MyAccountPage.vue'), meta: { staff: true, title: { zh: '我的账号', en: 'My account' } } },
  { path: '/admin/accounts', component: () => import('./routes/AccountsPage.vue'), meta: { staff: true, can: ['accounts.edit', 'roles.edit'], title: { zh: '账号与角色', en: 'Accounts and roles' } } },
]
