import { decode, encode, type JWT } from 'next-auth/jwt'
import type { Env } from '@/lib/config/env'
import { SESSION_DAYS } from '@/lib/model/people/session-days'
import type { SessionClaims } from '@/lib/users/sessions/find-session'

declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string // the id of the session, which the database knows by its hash
  }
}

export const SESSION_SECONDS = SESSION_DAYS * 24 * 60 * 60

/** The first secret seals, each opens, so that secrets can be changed without logging anybody out. */
type Secrets = Env['NEXTAUTH_SECRET']

/** Seals what a session cookie holds. A token that is sealed again keeps its end. */
export function sealSession([secret]: Secrets, token: JWT): Promise<string> {
  const left = typeof token.exp === 'number' ? token.exp - Math.floor(Date.now() / 1000) : SESSION_SECONDS
  return encode({ token, secret, maxAge: Math.min(left, SESSION_SECONDS) })
}

/** Opens a session cookie; null when it is over, or none of the secrets sealed it. */
export async function openSession(secrets: Secrets, value: string | undefined): Promise<JWT | null> {
  if (!value) return null
  for (const secret of secrets) {
    const token = await decode({ token: value, secret }).catch(() => null)
    if (token) return token
  }
  return null
}

/** What an opened cookie says; null when it does not say whose session it is. */
export function claimsOf({ sid, sub, jti, iat }: JWT): SessionClaims | null {
  const userId = Number(sub)
  const sessionId = sid ?? jti
  if (!Number.isSafeInteger(userId) || userId <= 0 || typeof sessionId !== 'string') return null
  return { sessionId, userId, issuedAt: new Date(Number(iat ?? 0) * 1000), isUnlisted: sid === undefined }
}

/** The claims of the session cookie among the cookies of a request; null: nobody's. */
export async function readSessionCookie(
  cookieHeader: string | null | undefined,
  { NEXTAUTH_SECRET: secrets, NEXTAUTH_URL }: Pick<Env, 'NEXTAUTH_SECRET' | 'NEXTAUTH_URL'>,
): Promise<SessionClaims | null> {
  const name = `${NEXTAUTH_URL.startsWith('https:') ? '__Secure-' : ''}next-auth.session-token`
  if (!cookieHeader?.includes(name)) return null
  const token = await openSession(secrets, cookieValue(cookieHeader, name))
  return token && claimsOf(token)
}

/** The value of a cookie, which is base64url and dots when it is one of ours. */
function cookieValue(cookieHeader: string, name: string): string | undefined {
  const pair = cookieHeader.split(';').find((text) => text.trim().startsWith(`${name}=`))
  return pair?.slice(pair.indexOf('=') + 1).trim()
}
