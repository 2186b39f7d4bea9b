import { reactive, shallowRef } from 'vue'
import { elder } from '@/lib/elder'

export interface Question { title: string; text: string; yes: string; danger?: boolean }
export interface Toast { id: number; text: string; kind: 'ok' | 'bad'; undo?: { label: string; run: () => void } }

export const pending = shallowRef<(Question & { answer: (yes: boolean) => void }) | null>(null)
export const toasts = reactive<Toast[]>([])
let lastId = 0

/** Asks before something that cannot be taken back; resolves to the answer. */
export function confirm(question: Question): Promise<boolean> {
  pending.value?.answer(false)
  return new Promise((resolve) => {
    pending.value = { ...question, answer: (yes) => { pending.value = null; resolve(yes) } }
  })
}

/** Says what was done, for a few seconds, and to screen readers. */
export function tell(text: string, kind: Toast['kind'] = 'ok', undo?: Toast['undo']): void {
  const toast: Toast = { id: ++lastId, text, kind, undo }
  toasts.push(toast)
  // Enough time to read it, thrice as much with large type.
  setTimeout(() => dismiss(toast.id), (undo || kind === 'bad' ? 9000 : 5000) * (elder.value ? 3 : 1))
}

export function dismiss(id: number): void {
  const i = toasts.findIndex((x) => x.id === id)
  if (i >= 0) toasts.splice(i, 1)
}
