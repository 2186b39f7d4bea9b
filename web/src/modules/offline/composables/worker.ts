import { ref, shallowRef } from 'vue'

// The service worker as a page sees it: started for people who work outdoors, asked for a newer version now and then.

/** A newer version is there and waits for somebody to say yes. */
export const updateReady = ref(false)
/** Another tab has taken the new version; this one goes over with the next page. */
export const outdated = ref(false)
export const canInstall = shallowRef<(() => Promise<void>) | null>(null)

interface InstallEvent extends Event { prompt: () => Promise<unknown> }
const checkMs = 30 * 60_000
let registration: ServiceWorkerRegistration | null = null
let asked = false

if (typeof window !== 'undefined') {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    canInstall.value = async () => { canInstall.value = null; await (event as InstallEvent).prompt() }
  })
}

function watchWaiting(found: ServiceWorkerRegistration): void {
  const look = () => { updateReady.value = Boolean(found.waiting && navigator.serviceWorker.controller) }
  look()
  found.addEventListener('updatefound', () => { found.installing?.addEventListener('statechange', look) })
}

export async function startWorker(): Promise<void> {
  if (registration || !import.meta.env.PROD || !('serviceWorker' in navigator) || !window.isSecureContext) return
  const first = !navigator.serviceWorker.controller
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }) ?? null
  } catch {
    // A browser that refuses: pages need the network then, the queue does not need the worker.
    return
  }
  if (!registration) return
  watchWaiting(registration)
  let known = !first
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!known) { known = true; return }
    if (asked) window.location.reload()
    else { outdated.value = true; updateReady.value = false }
  })
  setInterval(() => { void registration?.update().catch(() => undefined) }, checkMs)
}

/** What is typed lies in drafts and what is unsent in the queue: both outlive the reload. */
export function takeUpdate(): void {
  asked = true
  if (registration?.waiting) registration.waiting.postMessage('take over')
  else window.location.reload()
}
