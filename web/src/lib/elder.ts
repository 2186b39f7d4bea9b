import { ref, watchEffect } from 'vue'

// 长辈版： body text at least 18 dp, touch targets 60 dp, line spacing from 1.3, and text up to 30 dp for who wants it
// larger still; the sizes are in ui/tokens.css.
const key = 'linli.elder'
const stored = typeof localStorage === 'undefined' ? null : localStorage.getItem(key)
export const elder = ref(stored === '1' || stored === '2')
export const largest = ref(stored === '2')

watchEffect(() => {
  if (typeof document === 'undefined') return
  document.documentElement.classList.toggle('elder', elder.value)
  document.documentElement.classList.toggle('largest', elder.value && largest.value)
})

function keep(): void {
  localStorage.setItem(key, elder.value ? (largest.value ? '2' : '1') : '0')
}
export function setElder(on: boolean): void {
  elder.value = on
  if (!on) largest.value = false
  keep()
}
export function setLargest(on: boolean): void {
  largest.value = on
  keep()
}
