import '@/ui/tokens.css'
import '@/ui/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { setSignedOutHandler } from '@/api/client'
import { useSession } from '@/modules/accounts'
import App from './App.vue'
import { router } from './router'

const app = createApp(App)
app.use(createPinia())
app.use(router)

setSignedOutHandler(() => {
  const session = useSession()
  if (!session.account) return
  session.forget()
  void router.replace({ path: '/login', query: { back: router.currentRoute.value.fullPath } })
})
app.mount('#app')
