import { ref } from 'vue'
import { trueNow } from '@/lib/clock'

/** The minute, shared by all that shows how much time is left. */
export const now = ref(trueNow())
setInterval(() => { now.value = trueNow() }, 60_000)
