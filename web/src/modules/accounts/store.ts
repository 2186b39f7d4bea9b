import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { api, setCsrf } from '@/api/client'
import { ApiError } from '@/api/error'
import { ownDrafts } from '@/lib/draft'
import { enter, leave, reenter } from '@/modules/offline'
import type { Account, AreaRef, List, Named, Role, RoleName } from '@/api/types'

export type Capability = 'cases.intake' | 'cases.dispatch' | 'cases.handle' | 'cases.verify' | 'board.read' | 'areas.edit'
  | 'import.run' | 'accounts.edit' | 'roles.edit' | 'catalogue.edit' | 'journal.read' | 'system.run'
  | 'plans.read' | 'plans.edit' | 'plans.approve' | 'people.read' | 'people.edit' | 'people.admin'
  | 'cases.release' | 'feedback.answer' | 'funds.read' | 'funds.propose' | 'funds.approve'

export interface SessionState {
  account: Account | null
  csrf: string
  roles: Role[]
  can: Capability[]
  district: (Named & { code: string; offset: string }) | null
  must_change_password: boolean
}

export interface AccountRow extends Account { state: 'active' | 'locked' | 'closed'; roles: Role[] }
export interface NewRole { role: RoleName; area_id?: string; body_id?: string; from: string; to?: string }

// A sign-out without a network: the cookie is out of a page's reach, so the server is told as soon as it can be.
const leaving = 'linli.leaving'
const isLeaving = () => localStorage.getItem(leaving) !== null
function setLeaving(on: boolean): void {
  if (on) localStorage.setItem(leaving, '1')
  else localStorage.removeItem(leaving)
}
async function whoIsHere(): Promise<SessionState> {
  const here = await api.get<SessionState>('/session')
  if (!isLeaving()) return here
  if (here.account) {
    setCsrf(here.csrf)
    await api.del('/session')
  }
  setLeaving(false)
  return here.account ? api.get<SessionState>('/session') : here
}

/** Who is at the screen and what they may do. Loaded once at the start, again after signing in or out. */
export const useSession = defineStore('session', () => {
  const state = shallowRef<SessionState | null>(null)
  const setupNeeded = ref(false)
  const account = computed(() => state.value?.account ?? null)
  const roles = computed(() => state.value?.roles ?? [])
  const district = computed(() => state.value?.district ?? null)
  const offset = computed(() => district.value?.offset ?? '+08:00')
  const mustChangePassword = computed(() => state.value?.must_change_password ?? false)
  const can = (what: Capability) => state.value?.can?.includes(what) ?? false
  const hasRole = (role: RoleName) => roles.value.some((r) => r.role === role)

  function take(next: SessionState): void {
    ownDrafts(next.account?.id ?? '')
    state.value = next
    setCsrf(next.csrf ?? '')
  }
  async function load(): Promise<void> {
    try {
      const next = await whoIsHere()
      // Before anything is on view: what the last person left here is put away, what this one left comes back.
      setCsrf(next.csrf ?? '')
      if (next.account) await enter(next.account.id, next, next.roles.some((r) => r.role === 'steward' || r.role === 'community_worker'))
      else await leave()
      take(next)
    } catch (cause) {
      const kept = cause instanceof ApiError && cause.kind !== 'refused' && !isLeaving() ? await reenter() as SessionState | null : null
      if (!kept) throw cause
      take(kept)
      return
    }
    if (!account.value) setupNeeded.value = (await api.get<{ needed: boolean }>('/setup')).needed
  }
  async function signIn(login: string, password: string): Promise<void> {
    await api.post('/session', { login, password })
    setLeaving(false)
    await load()
  }
  async function signOut(): Promise<void> {
    setLeaving(true)
    await leave()
    await api.del('/session')
    setLeaving(false)
    await load()
  }
  async function changePassword(old: string, next: string): Promise<void> {
    await api.put('/session/password', { old, new: next })
    await load()
  }
  async function setUp(form: { code: string; login: string; name: string; password: string; district_name?: string; district_code?: string }): Promise<void> {
    await api.post('/setup', form)
    setupNeeded.value = false
    await load()
  }
  function forget(): void {
    void leave()
    ownDrafts('')
    if (state.value?.account) state.value = { ...state.value, account: null, roles: [], can: [] }
  }
  return { state, account, roles, district, offset, setupNeeded, mustChangePassword, can, hasRole, load, signIn, signOut, changePassword, setUp, forget }
})

export const fetchAccounts = (q: string, cursor: string | null, signal?: AbortSignal) =>
  api.get<List<AccountRow>>('/accounts', { q, cursor }, { signal })
export const createAccount = (form: { login: string; name: string; password: string }) => api.post<AccountRow>('/accounts', form)
export const changeAccount = (id: string, change: { name?: string; state?: AccountRow['state'] }) => api.patch<AccountRow>(`/accounts/${id}`, change)
export const setPassword = (id: string, password: string) => api.put(`/accounts/${id}/password`, { password })
export const giveRole = (id: string, role: NewRole) => api.post<Role>(`/accounts/${id}/roles`, role)
export const endRole = (id: string, roleId: string, on: string) => api.del(`/accounts/${id}/roles/${roleId}`, { on })
export const searchAreas = (q: string) => api.get<List<AreaRef & { parent: Named | null }>>('/areas', { q, limit: 20 })
export const searchBodies = (q: string) => api.get<List<Named>>('/bodies', { q, limit: 20 })

export interface Token { id: string; name: string; role: RoleName; area: AreaRef | null; body: Named | null; expires: string }
export interface NewToken { name: string; role: RoleName; area_id?: string; body_id?: string; expires: string }
export const fetchTokens = (signal?: AbortSignal) => api.get<List<Token>>('/tokens', {}, { signal })
export const issueToken = (form: NewToken) => api.post<{ id: string; secret: string }>('/tokens', form)
export const revokeToken = (id: string) => api.del(`/tokens/${id}`)
