import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AppError } from '@/lib/errors'

/** The keys of sealed tokens: the first seals, each opens what it sealed. */
export type TokenKeys = readonly [Buffer, ...Buffer[]]

/** Names an encryption key without telling it: the first 8 hex digits of its SHA-256. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

/** Seals a token; it is bound to its user: a value copied to another user does not open. */
export function sealToken(keys: TokenKeys, userId: number, token: string): string {
  return sealText(keys, String(userId), token)
}

/** Opens what sealToken made. Throws UNAUTHENTICATED when none of the keys sealed it, or it was changed: the user logs in again. */
export function openToken(keys: TokenKeys, userId: number, value: string): string {
  const token = openText(keys, String(userId), value)
  if (token === null) throw new AppError('UNAUTHENTICATED', LOGIN_AGAIN)
  return token
}

/** Seals a text with AES-256-GCM as `keyId.iv.tag.ciphertext` (base64url). `owner` is bound in: only who names the same one can open it. */
export function sealText([key]: TokenKeys, owner: string, text: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [keyIdOf(key), ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** Opens what sealText made; null when none of the keys sealed it, or it was changed. */
export function openText(keys: TokenKeys, owner: string, value: string): string | null {
  const [keyId, ...parts] = value.split('.')
  const [iv, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'))
  const key = keys.find((known) => keyIdOf(known) === keyId)
  if (!key || !iv || !tag || !sealed) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })
      .setAAD(Buffer.from(owner))
      .setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

const LOGIN_AGAIN = 'The stored Mapillary login can no longer be read. Log in with Mapillary again.'
