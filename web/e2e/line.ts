import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What the line does to a request: pass it, cut the answer after the server gave it, cut the request half way in, or hold the answer back. */
type Fate = 'pass' | 'lose answer' | 'cut request' | { hold: number }

/** A network between browser and server that can be cut at every step, by hand. */
export class Line {
  private server: Server | null = null
  private port = 0
  private readonly sockets = new Set<Socket>()
  /** Unsafe requests that reached the server: method, path, key. */
  readonly passed: { method: string; path: string; key: string }[] = []
  fate: (method: string, path: string) => Fate = () => 'pass'
  /** Another text instead of a file of the server. */
  rewrite: (path: string, text: string) => string = (_, text) => text

  constructor(private readonly target: string) {}
  get url(): string { return `http://127.0.0.1:${this.port}` }

  async up(): Promise<this> {
    if (this.server) return this
    this.server = createServer((q, r) => { this.carry(q, r) })
    this.server.on('connection', (socket) => { this.sockets.add(socket); socket.on('close', () => this.sockets.delete(socket)) })
    await new Promise<void>((done) => this.server!.listen(this.port, '127.0.0.1', done))
    this.port = (this.server.address() as AddressInfo).port
    return this
  }

  /** The server is gone: nobody listens, what was open is cut. */
  async down(): Promise<void> {
    const server = this.server
    this.server = null
    for (const socket of this.sockets) socket.destroy()
    await new Promise<void>((done) => { if (server) server.close(() => done()); else done() })
  }

  private carry(q: IncomingMessage, r: ServerResponse): void {
    const path = (q.url ?? '').split('?')[0]!
    const fate = this.fate(q.method ?? '', path)
    if (fate === 'cut request') { q.once('data', () => q.socket.destroy()); return }
    if (q.method !== 'GET') this.passed.push({ method: q.method ?? '', path, key: String(q.headers['idempotency-key'] ?? '') })
    const onward = ask(this.target + q.url, { method: q.method, headers: { ...q.headers, 'accept-encoding': 'identity' } }, (answer) => {
      if (fate === 'lose answer') {
        // Once the server is through with it. (Without any answer at all the browser itself would send it again.)
        answer.resume()
        answer.on('end', () => { r.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'close' }); r.write('{', () => q.socket.destroy()) })
        return
      }
      const send = () => {
        const headers = { ...answer.headers }
        if (!path.endsWith('/sw.js')) { r.writeHead(answer.statusCode ?? 502, headers); answer.pipe(r); return }
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          delete headers['content-length']
          delete headers.etag
          r.writeHead(answer.statusCode ?? 502, headers)
          r.end(this.rewrite(path, Buffer.concat(parts).toString('utf8')))
        })
      }
      if (typeof fate === 'object') setTimeout(send, fate.hold)
      else send()
    })
    onward.on('error', () => q.socket.destroy())
    r.on('close', () => onward.destroy())
    q.pipe(onward)
  }
}
