import { computed, ref, shallowRef } from 'vue'
import type { Job } from '../types'
import type { Vault } from './vault'

/** Browsers seal and keep only on HTTPS (or on the machine itself); elsewhere pages work as without any of this. */
export const canKeep = typeof window !== 'undefined' && window.isSecureContext && typeof indexedDB !== 'undefined' && Boolean(globalThis.crypto?.subtle)

/** The open vault of who is signed in here; null: nobody, or a browser that cannot keep. */
export const vault = shallowRef<Vault | null>(null)
export const jobs = shallowRef<Job[]>([])
/** Whether what is read is kept for work without a signal: for those who work outdoors. */
export const keeping = ref(false)
export const sending = ref(false)
/** The server wants a new sign-in before it takes anything. */
export const needsSignIn = ref(false)
/** Since when what is on view was read, when it comes from the device. */
export const keptSince = ref<number | null>(null)

export const waiting = computed(() => jobs.value.filter((job) => job.state === 'waiting'))
export const asking = computed(() => jobs.value.filter((job) => job.state === 'asks'))
export const unsent = computed(() => waiting.value.length + asking.value.length)

/** What of this is still on its way, newest last. */
export const pendingOf = (about: string): Job[] => jobs.value.filter((job) => job.about === about && (job.state === 'waiting' || job.state === 'asks'))

/** Nothing of anybody is in memory any more. */
export function shut(): void {
  vault.value = null
  jobs.value = []
  keeping.value = false
  keptSince.value = null
  needsSignIn.value = false
}
