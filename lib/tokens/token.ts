import { createHash, randomBytes } from 'node:crypto'

const PREFIX = 'mtp_' // so that people and scanners of leaked secrets know what they have found

/** A new API token of 256 random bits: shown once, kept as its hash. */
export function newToken(): { token: string; hash: string; hint: string } {
  const token = PREFIX + randomBytes(32).toString('base64url')
  return { token, hash: hashOf(token), hint: token.slice(-4) }
}

/** SHA-256 in hex. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function looksLikeToken(text: string): boolean {
  return /^mtp_[\w-]{43}$/.test(text)
}
