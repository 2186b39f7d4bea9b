import { ref, watchEffect } from 'vue'

export type Lang = 'zh' | 'en'
/** A text the server owns, in both languages. */
export interface Bilingual { zh: string; en: string }

type Entry = string | ((...args: never[]) => string)
type Like<T> = { [K in keyof T]: T[K] extends (...args: infer A) => string ? (...args: A) => string : string }

const key = 'linli.lang'
const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(key)
export const lang = ref<Lang>(stored === 'en' ? 'en' : 'zh')

watchEffect(() => {
  if (typeof document === 'undefined') return
  document.documentElement.lang = lang.value === 'zh' ? 'zh-CN' : 'en'
})

export function setLang(next: Lang): void {
  lang.value = next
  localStorage.setItem(key, next)
}

/** One table of texts a module. Reading an entry inside a render follows the language switch. */
export function defineTexts<T extends Record<string, Entry>>(zh: T, en: Like<T>): Like<T> {
  return new Proxy(zh, { get: (_, name: string) => (lang.value === 'zh' ? zh : (en as unknown as T))[name] }) as unknown as Like<T>
}

/** The text in the reader's language, or the other one when it is missing. */
export function say(text: Bilingual | null | undefined): string {
  if (!text) return ''
  return (lang.value === 'zh' ? text.zh || text.en : text.en || text.zh) ?? ''
}
