import { createServer } from 'node:net'
import { resolve } from 'node:path'

export const binary = resolve(import.meta.dirname, process.env.LINLI_BIN ?? '../../build/linli')

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export async function ready(url: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    const up = await fetch(`${url}/healthz`).then((r) => r.ok, () => false)
    if (up) return
    await new Promise((r) => setTimeout(r, 200))
  }
  throw new Error('linli serve did not answer')
}
