import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binary, freePort, ready } from './server'
import { settle } from './world'

function linli(args: string[], input = ''): void {
  const ended = spawnSync(binary, args, { input, encoding: 'utf8' })
  if (ended.status !== 0) throw new Error(`linli ${args.join(' ')}: ${ended.error ?? ended.status}\n${ended.stdout}\n${ended.stderr}`)
}

/** A demo district in a folder of its own, the server on a free port, and one person for each post of the story. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'linli-e2e-'))
  const data = join(folder, 'data')
  linli(['demo', '--data', data, '--cases', '600', '--seed', '7'])
  for (const [login, name, role] of [['e2e.security', '安全员', 'security_admin'], ['e2e.district', '区管理员', 'district'], ['e2e.second', '副区长', 'district'],
    ['e2e.system', '系统员', 'system_admin'], ['e2e.audit', '审计员', 'audit_admin']] as const) {
    linli(['user', 'add', login, '--name', name, '--role', role, '--password-stdin', '--permanent', '--data', data], `${process.env.E2E_PASSWORD ?? 'Lin-li 2026 e2e'}\n`)
  }
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(binary, ['serve', '--data', data, '--port', String(port)], { stdio: ['ignore', 'ignore', 'inherit'] })
  const stop = async () => {
    server.kill('SIGTERM')
    await new Promise((done) => { server.once('exit', done); setTimeout(done, 5000).unref() })
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await ready(url)
    process.env.E2E_WORLD = JSON.stringify(await settle(url))
  } catch (cause) {
    await stop()
    throw cause
  }
  return stop
}
