import { describe, expect, it } from 'vitest'
import type { Channel } from '../store'
import { formOf, toSend } from './channelForm'

const robot: Channel = { id: '7', kind: 'wecom', name: '群', enabled: true, has_secret: false, kinds: ['due'], scope_id: '5', quiet_from: '21:00', quiet_to: '08:00', url: 'https://robot.cn/…' }

describe('channel form', () => {
  it('never sends back the shortened address', () => {
    const sent = toSend(formOf(robot))
    expect(sent).not.toHaveProperty('url')
    expect(sent).not.toHaveProperty('secret')
    expect(sent).toMatchObject({ kinds: ['due'], scope_id: '5', quiet_from: '21:00', quiet_to: '08:00' })
  })
  it('sends a mail server only what it knows', () => {
    const sent = toSend({ ...formOf(null), name: ' 邮件 ', host: ' smtp.example.cn ', from: 'a@example.cn', url: 'https://left.over' })
    expect(sent).toEqual({ kind: 'mail', name: '邮件', enabled: true, host: 'smtp.example.cn', port: 587, security: 'starttls', user: '', from: 'a@example.cn' })
  })
  it('leaves quiet hours out unless both ends are given', () => {
    expect(toSend({ ...formOf(robot), quiet_to: '' })).not.toHaveProperty('quiet_from')
  })
})
