import { nextTick } from 'vue'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { lang, say, type Bilingual } from '@/lib/i18n'
import { routes as accounts, useSession, type Capability } from '@/modules/accounts'
import { routes as analysis } from '@/modules/analysis'
import { routes as areas } from '@/modules/areas'
import { routes as bodies } from '@/modules/bodies'
import { routes as calendars } from '@/modules/calendars'
import { routes as cases } from '@/modules/cases'
import { routes as catalogue } from '@/modules/catalogue'
import { routes as compliance } from '@/modules/compliance'
import { routes as feedback } from '@/modules/feedback'
import { routes as flows } from '@/modules/flows'
import { routes as funds } from '@/modules/funds'
import { routes as help } from '@/modules/help'
import { routes as hotline } from '@/modules/hotline'
import { routes as imports } from '@/modules/imports'
import { routes as indicators } from '@/modules/indicators'
import { routes as journal } from '@/modules/journal'
import { routes as notices } from '@/modules/notices'
import { outdated, routes as offline } from '@/modules/offline'
import { routes as organisation } from '@/modules/organisation'
import { routes as people } from '@/modules/people'
import { routes as plans } from '@/modules/plans'
import { routes as publicFace } from '@/modules/public_face'
import { routes as registers } from '@/modules/registers'
import { routes as resident } from '@/modules/resident'
import { routes as system } from '@/modules/system'

declare module 'vue-router' {
  interface RouteMeta {
    title?: Bilingual
    /** Only for people who are signed in. */
    staff?: boolean
    /** Any one of these is enough. */
    can?: Capability[]
    /** Without the frame: for printing. */
    bare?: boolean
    onSpot?: boolean
  }
}

const missing: RouteRecordRaw = { path: '/:rest(.*)*', component: () => import('./NotFoundPage.vue'), meta: { title: { zh: '没有这一页', en: 'No such page' } } }

export const router = createRouter({
  history: createWebHistory(),
  routes: [...resident, ...accounts, ...cases, ...offline, ...indicators, ...analysis, ...compliance, ...funds, ...organisation, ...areas, ...plans, ...bodies, ...catalogue, ...calendars, ...flows, ...imports, ...hotline, ...journal, ...registers, ...notices, ...people, ...system, ...publicFace, ...feedback, ...help, missing],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

let started: Promise<void> | null = null

router.beforeEach(async (to, from) => {
  // Another tab has taken a new version of the program: this one goes over with the next page.
  if (outdated.value && from.matched.length) { window.location.assign(to.fullPath); return false }
  const session = useSession()
  started ??= session.load().catch(() => { started = null })
  await started
  if (session.setupNeeded && to.path !== '/setup' && (to.meta.staff || to.path === '/login')) return '/setup'
  if (!to.meta.staff) return true
  if (!session.account || session.mustChangePassword) return { path: '/login', query: { back: to.fullPath } }
  if (to.meta.can && !to.meta.can.some((c) => session.can(c))) return { path: '/no-such-page', query: { back: to.fullPath } }
  return true
})

router.afterEach((to, from) => {
  document.title = `${say(to.meta.title)} · ${lang.value === 'zh' ? '邻里' : 'Linli'}`
  // Screen readers hear that the page changed, and the next Tab begins at its top.
  if (from.matched.length && to.path !== from.path) void nextTick(() => document.getElementById('main')?.focus({ preventScroll: true }))
})
