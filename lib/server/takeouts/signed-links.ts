import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

const LIFETIME_MS = 24 * 3_600_000
const SIGNATURE = /^[\w-]{43}$/

/** The first signs, all of them open. */
export type LinkKeys = readonly [Buffer, ...Buffer[]]

/** The keys of links to archives, from the secrets of the sessions. */
export function linkKeysFrom([secret, ...older]: readonly [string, ...string[]]): LinkKeys {
  return [linkKeyFrom(secret), ...older.map(linkKeyFrom)]
}

function linkKeyFrom(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'map-the-paths takeout links', 32))
}

/** A query that lets in whoever has it, for a day, to all archives of one takeout. */
export function signLink([key]: LinkKeys, takeoutId: number, now = Date.now()): string {
  const expires = Math.floor((now + LIFETIME_MS) / 1000)
  return `expires=${expires}&signature=${sign(key, takeoutId, expires)}`
}

/** Whether a link was signed here for that takeout, and its day is not over. */
export function isLinkValid(
  keys: LinkKeys,
  { takeoutId, expires, signature }: { takeoutId: number; expires: number; signature: string },
  now = Date.now(),
): boolean {
  if (expires * 1000 < now || !SIGNATURE.test(signature)) return false
  return keys.some((key) => timingSafeEqual(Buffer.from(signature), Buffer.from(sign(key, takeoutId, expires))))
}

function sign(key: Buffer, takeoutId: number, expires: number): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([takeoutId, expires]))
    .digest('base64url')
}
