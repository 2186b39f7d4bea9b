import { ref } from 'vue'

/** The minute, shared by all that shows how much time is left. */
export const now = ref(Date.now())
setInterval(() => { now.value = Date.now() }, 60_000)
