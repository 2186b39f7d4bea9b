import { ref } from 'vue'
import { api } from '@/api/client'
import type { List } from '@/api/types'
import type { Bilingual } from '@/lib/i18n'

export type Way = 'page' | 'mail' | 'sms'
export interface Notice { id: string; event: string; kind: string; text: Bilingual; number: string; subject_kind: string; subject_id: string; at: string; read_at: string | null }
export interface KindChoice { key: string; name: Bilingual; duty: boolean; ways: Way[] }
export interface Choices {
  kinds: KindChoice[]; language: 'zh' | 'en'; mail: string; phone: string; quiet_from: string | null; quiet_to: string | null
  mail_works: boolean; sms_works: boolean; district_quiet_from: string; district_quiet_to: string
}
export type ChannelKind = 'mail' | 'sms' | 'webhook' | 'wecom' | 'dingtalk'
export interface Channel {
  id: string; kind: ChannelKind; name: string; enabled: boolean; has_secret: boolean; kinds: string[]; scope_id: string | null
  quiet_from: string | null; quiet_to: string | null
  host?: string; port?: number; security?: 'none' | 'starttls' | 'tls'; user?: string; from?: string; url?: string
}
export interface ChannelForm extends Partial<Omit<Channel, 'kind' | 'id' | 'has_secret'>> { kind: ChannelKind; secret?: string }
export interface Channels { items: Channel[]; kinds: { key: string; name: Bilingual }[] }
export type Outcome = 'reached' | 'no_answer' | 'wrong_number' | 'refused' | 'told_otherwise'
export interface Call {
  id: string; case_id: string; number: string; event: string; text: Bilingual; has_phone: boolean; since: string; due_on: string; tries: number; done_at: string | null
  history: { at: string; outcome: Outcome; note: string }[]
}
export type ResidentWay = Way | 'call'
export interface Wish { way: ResidentWay | null; has_mail: boolean; has_phone: boolean; mail_works: boolean; sms_works: boolean; language: 'zh' | 'en' }

export const fetchInbox = (unread: boolean, cursor: string | null, signal?: AbortSignal) =>
  api.get<List<Notice> & { unread: number }>('/notices', { ...(unread && { unread }), limit: 50, cursor }, { signal })
export const markRead = (id: string) => api.post(`/notices/${id}/read`)
export const markAllRead = (upTo: string) => api.post('/notices/read', { up_to: upTo })
export const readSubject = (kind: string, id: string) => api.post('/notices/read', { subject_kind: kind, subject_id: id })

/** Shared by the bell and the inbox: 100 means more. */
export const unread = ref(0)
export async function countUnread(signal?: AbortSignal): Promise<void> {
  unread.value = (await api.get<{ unread: number }>('/notices/unread', {}, { signal })).unread
}

export const fetchChoices = (signal?: AbortSignal) => api.get<Choices>('/notices/choices', {}, { signal })
export const saveChoices = (form: object) => api.put<Choices>('/notices/choices', form)

export const fetchChannels = (signal?: AbortSignal) => api.get<Channels>('/notice-channels', {}, { signal })
export const saveChannel = (id: string | null, form: ChannelForm) => id ? api.put<{ id: string }>(`/notice-channels/${id}`, form) : api.post<{ id: string }>('/notice-channels', form)
export const dropChannel = (id: string) => api.del(`/notice-channels/${id}`)
export const testChannel = (id: string, to: string) => api.post<{ good: boolean; said: Bilingual }>(`/notice-channels/${id}/test`, { to })

export const fetchCalls = (signal?: AbortSignal) => api.get<{ due: Call[]; done: Call[] }>('/calls', {}, { signal })
export const recordCall = (id: string, outcome: Outcome, note: string) => api.post(`/calls/${id}/result`, { outcome, note })

const path = (number: string) => `/public/reports/${encodeURIComponent(number)}/notify`
export const fetchWish = (number: string, secret: string, signal?: AbortSignal) => api.get<Wish>(path(number), {}, { headers: { 'X-Case-Secret': secret }, signal })
export const saveWish = (number: string, secret: string, form: { way: ResidentWay; mail?: string; language: string }) =>
  api.put<Wish>(path(number), form, { headers: { 'X-Case-Secret': secret } })
