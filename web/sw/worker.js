// The service worker: keeps the program itself (pages, scripts, styles) on the device, one cache for each build.
// It never keeps an answer of the server: those hold people's data, and belong to a person, not to a device.
// `files` and `version` are written by the build (sw/plugin.ts).
const version = '__VERSION__'
const files = ['__FILES__']
const cacheName = `linli-${version}`
const known = new Set(files)

self.addEventListener('install', (event) => {
  // All or nothing: a lazy part that was never visited must be there without a network too.
  event.waitUntil(caches.open(cacheName).then((cache) =>
    cache.addAll(files.map((file) => new Request(file, { cache: file.startsWith('/assets/') ? 'default' : 'reload' })))))
})

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('linli-') && name !== cacheName) await caches.delete(name)
    await self.clients.claim()
  })())
})

// A new version waits until somebody at the screen agrees: nobody's form is taken away under their hands.
self.addEventListener('message', (event) => { if (event.data === 'take over') self.skipWaiting() })

async function kept(path, request) {
  const cache = await caches.open(cacheName)
  return (await cache.match(path)) ?? fetch(request)
}

const servers = ['/api/', '/open311/', '/healthz', '/metrics', '/sw.js']

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (servers.some((path) => url.pathname.startsWith(path))) return
  if (request.mode === 'navigate') event.respondWith(kept('/index.html', request))
  else if (known.has(url.pathname)) event.respondWith(kept(url.pathname, request))
})
