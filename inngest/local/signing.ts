import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

const MAX_AGE_SECONDS = 300 // as the SDK allows

/** The `x-inngest-signature` of a body. Requests must be canonical JSON; answers are signed as they are. */
export function sign(body: string, signingKey: string, now = Date.now()): string {
  const seconds = `${Math.round(now / 1000)}`
  return `t=${seconds}&s=${digest(body, signingKey, seconds)}`
}

/** Whether a signature is at most five minutes old. It may still be a forged one. */
export function isFresh(signature: string | null | undefined, now = Date.now()): boolean {
  const parameters = new URLSearchParams(signature ?? '')
  const age = Math.abs(now / 1000 - Number(parameters.get('t') || Number.NaN))
  return age <= MAX_AGE_SECONDS && Boolean(parameters.get('s'))
}

/** Whether the signature belongs to this body and key and is at most five minutes old. */
export function isSigned(body: string, signature: string | undefined, signingKey: string, now = Date.now()): boolean {
  const parameters = new URLSearchParams(signature)
  const seconds = parameters.get('t') ?? ''
  return isFresh(signature, now) && isSame(parameters.get('s') ?? '', digest(body, signingKey, seconds))
}

/** Compares two secrets in a time that tells nothing about them. */
export function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

function digest(body: string, signingKey: string, seconds: string): string {
  const key = signingKey.replace(/^signkey-\w+-/, '')
  return createHmac('sha256', key).update(body).update(seconds).digest('hex')
}
