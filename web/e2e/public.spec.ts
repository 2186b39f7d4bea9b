import { expect, test, type Page } from '@playwright/test'
import { accessible, complaints, fits, settled, signIn } from './helpers'
import { lived } from './lives'
import { world } from './world'

/** A picture as a phone would send it. */
async function picture(page: Page, colour: string): Promise<string> {
  const { url } = world()
  await page.goto(url)
  const bytes = await page.evaluate(async (fill) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 600 })
    const draw = canvas.getContext('2d')!
    draw.fillStyle = fill
    draw.fillRect(0, 0, 800, 600)
    const blob = await new Promise<Blob>((done) => canvas.toBlob((b) => done(b!), 'image/jpeg'))
    return Array.from(new Uint8Array(await blob.arrayBuffer()))
  }, colour)
  const answer = await fetch(`${url}/api/v1/public/photos`, { method: 'POST', headers: { 'Content-Type': 'image/jpeg' }, body: Buffer.from(bytes) })
  return ((await answer.json()) as { id: string }).id
}

test('a settled matter is rewritten, redacted, previewed, released, read by everybody and withdrawn again (R196)', async ({ page, browser }) => {
  test.setTimeout(240_000)
  const said = complaints(page)
  const photo = await picture(page, '#3a6ea5')
  const one = await lived(`赵小四家（3号楼501室）门口垃圾两天没清 ${Date.now()}`, 'closed', { photo_ids: [photo], name: '赵小四', phone: '13800138000' })
  await signIn(page, 'e2e.worker')
  await page.goto(`${world().url}/desk/cases/${one.id}`)
  await page.getByRole('link', { name: '对外公开' }).click()
  await expect(page.getByRole('heading', { name: '对外公开', level: 1 })).toBeVisible()
  const problem = page.getByLabel('反映的问题（公开的说法）')
  await expect(problem).toHaveValue(/\[姓名\]家（\[门牌\]）门口垃圾/)
  await problem.fill('赵小四家门口的垃圾两天没有清')
  await expect(page.locator('mark', { hasText: '赵小四' })).toBeVisible()
  await page.getByRole('button', { name: '公开', exact: true }).click()
  await expect(page.getByText('“赵小四”像是姓名').first()).toBeVisible()
  await problem.fill('小区门口的垃圾两天没有清')
  await expect(page.locator('mark')).toHaveCount(0)

  // The picture: one box by mouse, one by keys.
  await page.getByRole('button', { name: '遮盖后采用' }).click()
  const canvas = page.getByRole('application')
  await expect.poll(() => canvas.evaluate((c: HTMLCanvasElement) => c.width)).toBe(800)
  const box = (await canvas.boundingBox())!
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByText('已遮 1 块')).toBeVisible()
  await page.getByRole('button', { name: '加一块' }).focus()
  await page.keyboard.press('Enter')
  await canvas.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('已遮 2 块')).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: '采用遮盖后的照片' }).click()
  await page.getByLabel('这张照片上是什么').fill('清运后的空地')
  await expect(page.getByRole('img', { name: '清运后的空地' })).toBeVisible()
  await fits(page)
  await accessible(page)
  await page.screenshot({ path: test.info().outputPath('release.png'), fullPage: true, animations: 'disabled' })
  await page.getByRole('button', { name: '公开', exact: true }).click()
  await expect(page.getByText('这件已公开')).toBeVisible()

  // Everybody, without an account.
  const everybody = await (await browser.newContext({ viewport: page.viewportSize()! })).newPage()
  await everybody.goto(`${world().url}/settled?period=${new Date().getFullYear()}`)
  await settled(everybody)
  const card = everybody.getByRole('article').filter({ hasText: '小区门口的垃圾两天没有清' }).first()
  await expect(card).toBeVisible()
  await expect(everybody.locator('main')).not.toContainText('赵小四')
  await expect(everybody.locator('main')).not.toContainText(one.number)
  await fits(everybody)
  await accessible(everybody)
  await everybody.screenshot({ path: test.info().outputPath('settled.png'), fullPage: true, animations: 'disabled' })
  const shown = (await card.getByRole('link').last().getAttribute('href'))!
  const black = await everybody.evaluate(async (src) => {
    const image = await createImageBitmap(await (await fetch(src)).blob())
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
    const draw = canvas.getContext('2d')!
    draw.drawImage(image, 0, 0)
    return [...draw.getImageData(image.width * 0.45, image.height * 0.45, 1, 1).data.slice(0, 3), ...draw.getImageData(10, 10, 1, 1).data.slice(0, 3)]
  }, shown)
  expect(Math.max(...black.slice(0, 3)), 'what was covered is black for good').toBeLessThan(20)
  expect(Math.max(...black.slice(3))).toBeGreaterThan(100)
  await card.getByRole('link').first().click()
  await expect(everybody.getByRole('heading', { level: 1 })).toBeVisible()
  const address = everybody.url()

  await page.getByLabel('为什么撤回').fill('还要改一句')
  await page.getByRole('button', { name: '撤回公开' }).click()
  await expect(page.getByText('撤回：还要改一句')).toBeVisible()
  await everybody.goto(address)
  await expect(everybody.getByText('没有找到').first()).toBeVisible()
  expect((await fetch(new URL(shown, world().url))).status).toBe(404)
  // The refusal because of a mark was asked for above.
  expect(said.filter((line) => !/422 .*\/release$/.test(line))).toEqual([])
})

test('filters of the public list live in the address and need no map', async ({ page }) => {
  await page.goto(`${world().url}/settled`)
  await settled(page)
  await page.getByLabel('什么时候办结').selectOption({ index: 1 })
  await expect(page).toHaveURL(/period=\d{4}/)
  await page.getByLabel('街道').selectOption({ index: 1 })
  await expect(page).toHaveURL(/street=\d+/)
  await page.getByLabel('社区').selectOption({ index: 1 })
  await expect(page).toHaveURL(/community=\d+/)
  await page.reload()
  await expect(page.getByLabel('社区')).not.toHaveValue('')
})

test('public figures say how many and how long, with their sample and their basis', async ({ page }) => {
  const said = complaints(page)
  await page.goto(`${world().url}/figures`)
  await settled(page)
  await expect(page.getByRole('heading', { name: '一般多久办好' })).toBeVisible()
  await expect(page.getByRole('heading', { name: '各处办结数' })).toBeVisible()
  await expect(page.getByText('依据').first()).toBeVisible()
  await page.getByLabel('年份').selectOption({ index: 1 })
  await expect(page).toHaveURL(/year=\d{4}/)
  await settled(page)
  const counts = await page.locator('section[aria-labelledby=cells-title] td.num').allTextContents()
  for (const count of counts) expect(Number(count.replace(/[^\d]/g, ''))).toBeGreaterThanOrEqual(10)
  await fits(page)
  await accessible(page)
  await page.screenshot({ path: test.info().outputPath('figures.png'), fullPage: true, animations: 'disabled' })
  expect(said).toEqual([])
})

test('a complaint about a community passes it by, is answered above, and is judged', async ({ page, browser }) => {
  test.setTimeout(240_000)
  const { url, community } = world()
  const text = `电话打了三次没人接 ${Date.now()}`
  await page.goto(url)
  await page.getByRole('link', { name: '投诉与建议' }).click()
  await settled(page)
  await page.getByLabel('某个街道或社区的服务').check()
  await page.getByRole('button', { name: '提交' }).focus()
  const streets = await page.getByLabel('街道', { exact: true }).locator('option').allTextContents()
  for (let i = 1; i < streets.length; i++) {
    await page.getByLabel('街道', { exact: true }).selectOption({ index: i })
    const option = page.getByLabel('社区', { exact: true }).locator('option', { hasText: community.name })
    await expect(page.getByLabel('社区', { exact: true }).locator('option').nth(1)).toBeAttached()
    if (await option.count()) break
  }
  await page.getByLabel('社区', { exact: true }).selectOption({ label: community.name })
  await page.getByLabel('想说的话').fill(text)
  await fits(page)
  await accessible(page)
  await page.screenshot({ path: test.info().outputPath('complaints.png'), fullPage: true, animations: 'disabled' })
  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByRole('heading', { name: '收到了' })).toBeVisible()
  const number = (await page.getByTestId('number').textContent())!.trim()
  await page.getByRole('link', { name: '看答复' }).click()
  await expect(page.getByText(text)).toBeVisible()

  const desk = { viewport: { width: 1366, height: 860 } }
  const worker = await (await browser.newContext(desk)).newPage()
  await signIn(worker, 'e2e.worker')
  await worker.goto(`${url}/desk/feedback`)
  await settled(worker)
  await expect(worker.getByText(number)).toHaveCount(0)
  await accessible(worker)

  const boss = await (await browser.newContext(desk)).newPage()
  await signIn(boss, 'e2e.district')
  await boss.goto(`${url}/desk/feedback`)
  await boss.getByRole('link', { name: new RegExp(number) }).click()
  await expect(boss.getByText(text)).toBeVisible()
  await expect(boss.getByText(`这一条反映的是${community.name}`)).toBeVisible()
  await accessible(boss)
  await boss.getByLabel('写给提交人的答复').fill('已加派值班电话，抱歉。')
  await boss.getByRole('button', { name: '提交答复' }).click()
  await expect(boss.getByText('已答复').first()).toBeVisible()
  await boss.screenshot({ path: test.info().outputPath('answered.png'), fullPage: true, animations: 'disabled' })

  await page.reload()
  await expect(page.getByText('已加派值班电话，抱歉。')).toBeVisible()
  await page.getByLabel('哪里不满意').fill('还是打不通')
  await page.getByRole('button', { name: '请区里重新答复' }).click()
  await expect(page.getByText('等待答复')).toBeVisible()
  await fits(page)
  await accessible(page)
})

test('what an office posts prints on clean sheets of A4', async ({ page, isMobile }) => {
  test.skip(isMobile, 'offices print from a desk')
  test.setTimeout(240_000)
  const { url, grid } = world()
  const one = await lived(`打印办件单用的垃圾 ${Date.now()}`, 'closed')
  await signIn(page, 'e2e.district')
  const sheets = ['/settled', '/figures', '/print/complaints', `/print/grids/${grid.id}/notice`, `/print/grids/${grid.id}/qr`, `/desk/cases/${one.id}`]
  for (const path of sheets) {
    await test.step(path, async () => {
      await page.goto(url + path)
      await settled(page)
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
      await page.emulateMedia({ media: 'print' })
      // A4 within the margins that base.css asks for.
      await page.setViewportSize({ width: 673, height: 1009 })
      for (const press of await page.locator('button, input, nav, aside nav').all()) await expect(press).toBeHidden()
      await fits(page)
      const faults = await page.evaluate(() => {
        const found: string[] = []
        // A grid or flex box that breaks over a page lays what follows over the last rows of its table.
        for (const table of Array.from(document.querySelectorAll('table')))
          for (let box = table.parentElement; box; box = box.parentElement)
            if (/grid|flex/.test(getComputedStyle(box).display) && table.getBoundingClientRect().height > 400) found.push(`${table.tagName} in ${box.tagName}.${box.className}`)
        // Paper is white: no large dark surface, no pale words on it.
        for (const el of Array.from(document.querySelectorAll<HTMLElement>('body, body *'))) {
          const size = el.getBoundingClientRect()
          if (size.width * size.height < 40_000 || /svg|canvas|img/i.test(el.tagName)) continue
          const [r = 255, g = 255, b = 255, a = 1] = (getComputedStyle(el).backgroundColor.match(/[\d.]+/g) ?? []).map(Number)
          if (a > 0.1 && (r + g + b) / 3 < 200) found.push(`dark: ${el.tagName}.${el.className}`)
        }
        for (const el of Array.from(document.querySelectorAll<HTMLElement>('h1, h2, h3, p, td, li, dd'))) {
          if (!el.innerText?.trim() || !el.offsetParent) continue
          const [r = 0, g = 0, b = 0] = (getComputedStyle(el).color.match(/[\d.]+/g) ?? []).map(Number)
          if ((r + g + b) / 3 > 150) found.push(`pale: ${el.innerText.slice(0, 20)}`)
          if (el.scrollWidth > el.clientWidth + 1 && getComputedStyle(el).overflow !== 'visible') found.push(`cut: ${el.innerText.slice(0, 20)}`)
        }
        return found
      })
      expect(faults).toEqual([])
      await page.screenshot({ path: test.info().outputPath(`print${path.replaceAll('/', '-')}.png`), fullPage: true })
      const pdf = await page.pdf({ preferCSSPageSize: true, path: test.info().outputPath(`print${path.replaceAll('/', '-')}.pdf`) })
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0
      expect(pages).toBeGreaterThan(0)
      if (path.startsWith('/print')) expect(pages, 'a notice is one sheet').toBe(1)
      await page.emulateMedia({ media: 'screen' })
      await page.setViewportSize({ width: 1366, height: 860 })
    })
  }
})
