import { expect, test } from '@playwright/test'
import { settled, signIn } from './helpers'
import { password, world } from './world'

test('who is not signed in is asked to, and comes back to the page', async ({ page }) => {
  await page.goto(`${world().url}/desk?list=all`)
  await expect(page).toHaveURL(/\/login\?back=/)
  await page.getByLabel('账号', { exact: true }).fill('e2e.worker')
  await page.getByLabel('密码', { exact: true }).fill('wrong-Password-1')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).toHaveURL(/\/desk\?list=all/)
})

test('a link to elsewhere is not followed after signing in', async ({ page }) => {
  await page.goto(`${world().url}/login?back=//evil.example/`)
  await page.getByLabel('账号', { exact: true }).fill('e2e.worker')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page).toHaveURL(/127\.0\.0\.1:\d+\/desk/)
})

test('pages of others read as missing, and the menu does not offer them', async ({ page, isMobile }) => {
  await signIn(page, 'e2e.steward')
  if (isMobile) await page.getByRole('button', { name: '菜单' }).click()
  await expect(page.getByRole('link', { name: '账号与角色' })).toHaveCount(0)
  for (const path of ['/admin/accounts', '/admin/areas', '/admin/journal', '/admin/system']) {
    await page.goto(world().url + path)
    await expect(page.getByRole('heading', { name: '没有这一页' })).toBeVisible()
  }
})

test('signing out ends it', async ({ page, isMobile }) => {
  await signIn(page, 'e2e.worker')
  if (isMobile) await page.getByRole('button', { name: '菜单' }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByText('已退出')).toBeVisible()
  await page.goto(`${world().url}/desk`)
  await expect(page).toHaveURL(/\/login/)
})

test('accounts: made, given a role, closed after a question', async ({ page }, info) => {
  await signIn(page, 'e2e.security')
  await page.goto(`${world().url}/admin/accounts`)
  await settled(page)
  const name = `新来的${info.project.name}`
  await page.getByRole('button', { name: '新建账号' }).click()
  await page.getByRole('dialog').getByLabel('姓名').fill(name)
  await page.getByRole('dialog').getByLabel('账号', { exact: true }).fill(`new.${info.project.name}`)
  await page.getByLabel('初始密码').fill('First-2026 password')
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByLabel('按姓名或账号查找').fill(name)
  const card = page.getByRole('article').filter({ hasText: name })
  await card.getByRole('button', { name: '增加角色' }).click()
  await page.getByRole('dialog').getByLabel('角色', { exact: true }).selectOption('community_worker')
  await page.getByRole('combobox', { name: /辖区/ }).fill(world().community.name)
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByRole('button', { name: '保存' }).click()
  await expect(card.getByText('社区工作者')).toBeVisible()
  await card.getByRole('button', { name: '停用账号' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '停用账号' }).click()
  await expect(card.getByText('已停用')).toBeVisible()
})

test('a caller is taken in one screen, and a wrong state is refused kindly', async ({ page, browser }) => {
  await signIn(page, 'e2e.worker')
  await page.goto(`${world().url}/desk/intake`)
  await settled(page)
  await page.getByLabel('反映内容').fill('来电：楼后垃圾两天没清')
  await page.getByLabel('按名称查找事项').fill('暴露垃圾')
  await page.getByRole('button', { name: '暴露垃圾' }).first().click()
  await page.getByLabel('搜索小区或社区').fill(world().courtyard.name)
  await page.getByRole('listbox').getByRole('option').first().click()
  await page.getByLabel('电话', { exact: false }).last().fill('13900139000')
  await page.getByRole('button', { name: '登记并派单' }).click()
  await expect(page.getByText('已登记')).toBeVisible()
  await expect(page.getByTestId('secret')).not.toBeEmpty()
  await page.getByRole('link', { name: '打开这件' }).click()
  await settled(page)

  // The steward has taken it meanwhile; the worker's page still shows the old state.
  const other = await browser.newContext()
  const steward = await other.newPage()
  await page.route('**/api/v1/events', (route) => route.abort())
  await page.reload()
  await settled(page)
  await signIn(steward, 'e2e.steward')
  await steward.goto(page.url())
  await steward.getByRole('region', { name: '现在可以做' }).getByRole('button').first().click()
  await expect(steward.getByText('办理中').first()).toBeVisible()
  await page.getByRole('button', { name: '备注', exact: true }).first().click()
  await page.getByLabel('说明').fill('住户又来电催')
  await page.getByRole('button', { name: /^提交/ }).click()
  await expect(page.getByText('这件刚被别人更新过')).toBeVisible()
  await expect(page.getByText('办理中').first()).toBeVisible()
  await other.close()
})
