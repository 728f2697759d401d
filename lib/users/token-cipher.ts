import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AppError } from '@/lib/errors'

/** The keys of sealed tokens: the first seals, each opens what it sealed. */
export type TokenKeys = readonly [Buffer, ...Buffer[]]

/** Names an encryption key without telling it: the first 8 hex digits of its SHA-256. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

/** Seals a token with AES-256-GCM as `keyId.iv.tag.ciphertext` (base64url). `userId` is bound in: a value copied to another user does not open. */
export function sealToken([key]: TokenKeys, userId: number, token: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(String(userId)))
  const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()])
  return [keyIdOf(key), ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** Opens what sealToken made. Throws UNAUTHENTICATED when none of the keys sealed it, or it was changed: the user logs in again. */
export function openToken(keys: TokenKeys, userId: number, value: string): string {
  const [keyId, ...parts] = value.split('.')
  const [iv, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'))
  const key = keys.find((known) => keyIdOf(known) === keyId)
  if (!key || !iv || !tag || !sealed) throw new AppError('UNAUTHENTICATED', LOGIN_AGAIN)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 })
      .setAAD(Buffer.from(String(userId)))
      .setAuthTag(tag)
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new AppError('UNAUTHENTICATED', LOGIN_AGAIN, { cause })
  }
}

const LOGIN_AGAIN = 'The stored Mapillary login can no longer be read. Log in with Mapillary again.'
