// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { importKey, open, seal, type Vault } from './vault'

const vault = async (owner: string, digit: string): Promise<Vault> => ({ account: '1', owner, key: await importKey(digit.repeat(64)) })

describe('the vault', () => {
  it('gives back what it sealed, and twice the same never looks the same', async () => {
    const mine = await vault('a', '1')
    const one = await seal(mine, 'job', { text: '三单元漏水' })
    const two = await seal(mine, 'job', { text: '三单元漏水' })
    expect(await open(mine, 'job', one)).toEqual({ text: '三单元漏水' })
    expect(new Uint8Array(one.data)).not.toEqual(new Uint8Array(two.data))
  })

  it('opens for nobody else, not as another kind, and not after a change', async () => {
    const mine = await vault('a', '1')
    const sealed = await seal(mine, 'job', { text: '三单元漏水' })
    await expect(open(await vault('a', '2'), 'job', sealed)).rejects.toThrow()
    await expect(open({ ...mine, owner: 'b' }, 'job', sealed)).rejects.toThrow()
    await expect(open(mine, 'kept:/cases', sealed)).rejects.toThrow()
    new Uint8Array(sealed.data)[0]! ^= 1
    await expect(open(mine, 'job', sealed)).rejects.toThrow()
  })

  it('does not give its key away', async () => {
    await expect(crypto.subtle.exportKey('raw', (await vault('a', '1')).key)).rejects.toThrow()
  })
})
