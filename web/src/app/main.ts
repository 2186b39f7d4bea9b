import '@/ui/tokens.css'
import '@/ui/base.css'
import { createPinia } from 'pinia'
import { createApp, watch } from 'vue'
import { setSignedOutHandler } from '@/api/client'
import { useSession } from '@/modules/accounts'
import { keepMyDay } from '@/modules/cases'
import { addDayTask, startWorker, unsent, whenLeft } from '@/modules/offline'
import { keepVisits } from '@/modules/people'
import { tell } from '@/ui'
import App from './App.vue'
import { router } from './router'
import { t } from './texts'

const app = createApp(App)
app.use(createPinia())
app.use(router)

setSignedOutHandler(() => {
  const session = useSession()
  if (!session.account) return
  if (unsent.value) tell(t.sessionOver(unsent.value), 'bad')
  session.forget()
  void router.replace({ path: '/login', query: { back: router.currentRoute.value.fullPath } })
})
// Somebody signed out in another tab of this browser.
whenLeft(() => {
  const session = useSession()
  if (!session.account) return
  session.forget()
  void router.replace('/login')
})
addDayTask(keepMyDay)
addDayTask(keepVisits)
watch(() => useSession().account?.id, (id) => { if (id && useSession().can('cases.handle')) void startWorker() })
app.mount('#app')
