import { onScopeDispose, reactive, watch } from 'vue'

const prefix = 'linli.draft.'
let owner = ''

/** Whose drafts they are from now on: the next person at the same screen does not see them. Empty: nobody is signed in. */
export function ownDrafts(who: string): void { owner = who }

const keyOf = (name: string, open: boolean) => `${prefix}${owner && !open ? `${owner}:` : ''}${name}`

/** Takes somebody's drafts out of the browser's open storage; what was taken, to be put back by `putDrafts`. */
export function takeDrafts(who: string): Record<string, string> {
  const found: Record<string, string> = {}
  const own = `${prefix}${who}:`
  for (let i = localStorage.length - 1; i >= 0; i--) {
    const key = localStorage.key(i)
    if (key?.startsWith(own)) found[key.slice(own.length)] = localStorage.getItem(key) ?? ''
  }
  return found
}
export function dropDrafts(who: string, names: string[]): void {
  for (const name of names) localStorage.removeItem(`${prefix}${who}:${name}`)
}
/** What was typed since stays: it is newer. */
export function putDrafts(who: string, drafts: Record<string, string>): void {
  for (const [name, text] of Object.entries(drafts)) {
    const key = `${prefix}${who}:${name}`
    if (localStorage.getItem(key) === null) localStorage.setItem(key, text)
  }
}
/** Fills a form that is not open at the moment. */
export function writeDraft(name: string, value: object): void {
  localStorage.setItem(keyOf(name, false), JSON.stringify({ at: Date.now(), value }))
}

/**
 * What a person types is kept in the browser until it is sent, through reloads and lost signals.
 * Old drafts are dropped: nobody wants last year's text back. `open`: a draft of somebody without an account.
 */
export function useDraft<T extends object>(name: string, empty: () => T, options: { maxAgeDays?: number; open?: boolean } = {}) {
  const key = keyOf(name, options.open ?? false)
  const maxAgeDays = options.maxAgeDays ?? 14
  const draft = reactive(load()) as T

  function load(): T {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as { at: number; value: Partial<T> } | null
      if (kept && Date.now() - kept.at < maxAgeDays * 86_400_000) return { ...empty(), ...kept.value }
    } catch {
      // A draft that cannot be read is no draft; private browsing may refuse storage altogether.
    }
    return empty()
  }

  let dropped = false
  function save(): void {
    if (dropped) return
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), value: draft }))
    } catch {
      // Storage may be full or refused: typing must go on.
    }
  }

  function clear(): void {
    Object.assign(draft, empty())
    dropped = true
    localStorage.removeItem(key)
    queueMicrotask(() => { dropped = false; localStorage.removeItem(key) })
  }

  const stop = watch(draft, save, { deep: true, flush: 'sync' })
  onScopeDispose(stop, true)
  return { draft, clear }
}
