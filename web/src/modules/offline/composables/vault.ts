// Sealing of what lies on a device: AES-256-GCM by the browser's own WebCrypto. The key comes from the server for one
// account on one device and cannot be taken out of the browser again (not extractable).

export interface Sealed { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

/** Whose things they are, and the key to them. */
export interface Vault { account: string; owner: string; key: CryptoKey }

export async function importKey(hex: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

// The owner and the kind of thing are authenticated with it: what was sealed as one does not open as another.
const bound = (vault: Vault, what: string) => new TextEncoder().encode(`${vault.owner}|${what}`)

export async function sealBytes(vault: Vault, what: string, plain: ArrayBuffer): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(vault, what) }, vault.key, plain) }
}

/** Throws when it was sealed for somebody else, as something else, or was changed since. */
export const openBytes = (vault: Vault, what: string, sealed: Sealed): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: bound(vault, what) }, vault.key, sealed.data)

export const seal = (vault: Vault, what: string, value: unknown): Promise<Sealed> =>
  sealBytes(vault, what, new TextEncoder().encode(JSON.stringify(value)).buffer)

export async function open<T>(vault: Vault, what: string, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await openBytes(vault, what, sealed))) as T
}
