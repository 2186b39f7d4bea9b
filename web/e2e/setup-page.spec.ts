import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { accessible, fits } from './helpers'
import { binary, freePort, ready } from './server'

// The very first start: nobody has an account, the console shows a code, and its holder becomes the administrator.
let server: ChildProcess
let folder = ''
let url = ''
let said = ''

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linli-first-'))
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  server = spawn(binary, ['serve', '--data', join(folder, 'data'), '--port', String(port)])
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text: Buffer) => { said += text.toString() })
  await ready(url)
})
test.afterAll(() => {
  server.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
})

test('the first administrator is made with the code of the console', async ({ page }) => {
  await page.goto(`${url}/login`)
  await expect(page).toHaveURL(/\/setup$/)
  await fits(page)
  await accessible(page)
  const code = /one-time code: ([A-Z0-9-]+)/.exec(said)?.[1] ?? ''
  expect(code).not.toBe('')
  await page.getByLabel('区（县）名称').fill('新区')
  await page.getByLabel('六位区划代码').fill('411098')
  await page.getByLabel('姓名').fill('张系统')
  await page.getByLabel('账号').fill('admin.zhang')
  await page.getByLabel('密码', { exact: true }).fill('A long sentence to remember 1')
  await page.getByLabel('再输一遍密码').fill('A long sentence to remember 2')
  await page.getByLabel('安装码').fill('AAAA-AAAA-AAAA')
  await page.getByRole('button', { name: '建立并登录' }).click()
  await expect(page.getByText('两次输入的密码不一样')).toBeVisible()
  await page.getByLabel('再输一遍密码').fill('A long sentence to remember 1')
  await page.getByRole('button', { name: '建立并登录' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  await page.getByLabel('安装码').fill(code)
  await page.getByRole('button', { name: '建立并登录' }).click()
  await expect(page).toHaveURL(/\/admin\//)
  await expect(page.getByText('新区').first()).toBeAttached()
})
