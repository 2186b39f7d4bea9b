import type { Bilingual } from '@/lib/i18n'

/** Shapes shared by several modules; each is described in /api/openapi.json. */
export interface Named { id: string; name: string }
export type Level = 'district' | 'subdistrict' | 'community' | 'courtyard' | 'building'
export interface AreaRef extends Named { level: Level }
export interface Limit { amount: number; unit: 'working_hours' | 'working_days' | 'calendar_hours' | 'calendar_days' }

export interface Matter {
  id: string
  code: string
  parent_id: string | null
  name: Bilingual
  class: 'service' | 'component' | 'event'
  guide: Bilingual | null
  respond_limit: Limit | null
  limit: Limit | null
  handler: 'grid' | 'body' | 'community'
  body: Named | null
  departments: string
  source: string
  /** Not taken in: only says whom to call. */
  diverts: boolean
  open_to_residents: boolean
  emergency: Bilingual | null
  active: boolean
}

export type CaseState = 'received' | 'dispatched' | 'accepted' | 'returned' | 'done' | 'verified' | 'closed' | 'withdrawn' | 'merged'
export type Urgency = 'none' | 'due_soon' | 'overdue'
export type Channel = 'page' | 'qr' | 'phone' | 'window' | 'steward' | 'import' | 'hotline' | 'open311'
export type StepName = 'dispatch' | 'accept' | 'return' | 'hand_on' | 'done' | 'verify' | 'close' | 'reopen' | 'note'
  | 'designate' | 'confer' | 'co_handle' | 'answer' | 'whistle' | 'assess' | 'urge' | 'supervise' | 'release' | 'copy' | 'divert'
  | 'conceal' | 'recuse' | 'revisit' | 'ask_pause' | 'ask_extension' | 'ask_exclusion' | 'approve' | 'refuse' | 'resume'
  | 'split_off' | 'contact'
export interface StepField {
  name: string
  kind: 'to' | 'text' | 'long_text' | 'moment' | 'limit' | 'choice' | 'rating' | 'flag' | 'part' | 'matter'
  label: Bilingual
  required: boolean
  options: { value: string; label: Bilingual }[]
}

export interface Target { kind: 'grid' | 'body'; id: string; name: string }

export interface CaseSummary {
  id: string
  number: string
  title: string
  matter: { id: string; name: Bilingual }
  state: CaseState
  channel: Channel
  place: string
  lon: number | null
  lat: number | null
  area_path: AreaRef[]
  grid: Named | null
  lead: Target | null
  handler: Named | null
  received_at: string
  due_at: string | null
  done_at: string | null
  closed_at: string | null
  urgency: Urgency
  rating: number | null
  solved: boolean | null
  reopened: number
}

export interface Hop {
  id: string
  at: string
  step: string
  from_state: CaseState | null
  to_state: CaseState
  who: { name: string } | null
  by: 'resident' | 'staff' | 'system'
  to: Target | null
  reason: string | null
  note: string | null
  clock_seconds: number | null
}

export interface Photo { id: string; url: string; thumb_url: string }

export interface Case extends CaseSummary {
  text: string
  contact: { has_name: boolean; has_phone: boolean } | null
  photos: Photo[]
  result: string | null
  hops: Hop[]
  steps: { step: StepName; label: Bilingual; needs: string[]; fields?: StepField[] }[]
  version: number
  paused_until?: string | null
  supervised?: boolean
  designated?: boolean
  confidential?: boolean
  excluded?: boolean
  outcome?: { value: string; label: Bilingual } | null
  returns?: number
  urges?: number
  tries?: number
  ladder?: { name: Bilingual; source: string; level: number; rungs: { name: Bilingual; place: string; at: string | null }[] }
  parts?: CasePart[]
  requests?: CaseRequest[]
  parent?: string | null
  children?: { id: string; number: string; state: CaseState }[]
  warnings?: Bilingual[]
}

/** A co-handler, a whistle or a copy: another unit's share of a case. */
export interface CasePart {
  seq: number
  kind: 'co_handler' | 'whistle' | 'copy'
  to: Target | null
  reason: string | null
  due_at: string | null
  answer: string | null
  answered_by: Named | null
  answered_at: string | null
  mark_of_called: number | null
  mark_of_caller: number | null
}
/** What only another person may grant. */
export interface CaseRequest {
  seq: number
  kind: 'pause' | 'extension' | 'exclusion'
  reason: string | null
  asked_by: Named | null
  until: string | null
  limit: string | null
  decision: 'pending' | 'approved' | 'refused'
  decided_by: Named | null
  note: string | null
}

export interface FollowedCase extends Case {
  can: ('rate' | 'reopen' | 'withdraw' | 'add' | 'urge')[]
  /** Somebody else's report, followed: how far it is, without anybody's words. */
  follower?: boolean
  goes_on_in?: CaseState | null
}

export interface Account { id: string; login: string; name: string }
export type RoleName = 'steward' | 'community_worker' | 'subdistrict' | 'department' | 'district'
  | 'system_admin' | 'security_admin' | 'audit_admin'
export interface Role { id: string; role: RoleName; area: AreaRef | null; body: Named | null; from: string; to: string | null }

/** `small`: over too few cases to be compared. */
export interface Rate { value: number | null; over: number; small?: boolean }
export interface Figures {
  open: number
  due_soon: number
  overdue: number
  received: number
  closed: number
  on_time_rate: Rate
  satisfaction: Rate
}
export type FigureName = keyof Figures

export interface Located {
  district: Named | null
  subdistrict: Named | null
  community: Named | null
  courtyard: Named | null
  grid: Named | null
}

export interface List<T> { items: T[]; next: string | null }
