import { ref, watchEffect } from 'vue'

// 长辈版： body text at least 18 dp, touch targets 60 dp, line spacing from 1.3; the sizes are in ui/tokens.css.
const key = 'linli.elder'
export const elder = ref(typeof localStorage !== 'undefined' && localStorage.getItem(key) === '1')

watchEffect(() => {
  if (typeof document !== 'undefined') document.documentElement.classList.toggle('elder', elder.value)
})

export function setElder(on: boolean): void {
  elder.value = on
  localStorage.setItem(key, on ? '1' : '0')
}
