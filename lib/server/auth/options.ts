import type { Account, NextAuthOptions, User } from 'next-auth'
import type { AdapterUser } from 'next-auth/adapters'
import type { JWT } from 'next-auth/jwt'
import { env } from '@/lib/config/env'
import { claimUser } from '@/lib/key-migration/match-users'
import { runtime, sessionCache } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { logIn } from '@/lib/users/log-in'
import { beginSession } from '@/lib/users/sessions/begin-session'
import { logOutSession } from '@/lib/users/sessions/end-session'
import { findSuspendedSession } from '@/lib/users/sessions/find-suspended-session'
import { safeCallbackUrl } from './callback-url'
import { invitationProvider, passkeyProvider } from './credentials-provider'
import { mapillaryProvider } from './mapillary-provider'
import { claimsOf, openSession, readSessionCookie, SESSION_SECONDS, sealSession } from './session-cookie'

/** `isRestored`: it took the deletion of the account back. `hasToken`: it brought a new token of Mapillary. */
export type StoredLogin = { userId: number; isRestored: boolean; hasToken: boolean }

/**
 * next-auth as this product uses it: Mapillary, passkeys and one-time links, and a session that is a row. The encrypted HttpOnly cookie holds
 * its id, our user id and no token. `request`: the one that is being answered. `onLogin` hears of every login once it is stored.
 */
export function authOptions(request: Request, onLogin: (login: StoredLogin) => Promise<void>): NextAuthOptions {
  const secrets = env().NEXTAUTH_SECRET
  return {
    secret: secrets[0], // of the cookies that a login needs on its way
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    jwt: {
      encode: ({ token = {} }) => sealSession(secrets, token),
      decode: ({ token }) => openSession(secrets, token),
    },
    pages: { signIn: '/login', error: '/login' },
    providers: [
      ...(env().MAPILLARY_API === 'none' ? [] : [mapillaryProvider(env(), () => runtime().mapillary)]),
      passkeyProvider(request),
      invitationProvider(request),
    ],
    logger: {
      error: (code, metadata) => {
        // The cookie of a session that has ended: next-auth takes it away.
        if (code !== 'JWT_SESSION_ERROR') console.warn(`Login failed: ${code}`, messageOf(metadata))
      },
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      redirect: ({ url, baseUrl }) => new URL(safeCallbackUrl(url, baseUrl), baseUrl).href,
      async jwt({ token, account, user }) {
        if (!account) return renew(token, request)
        const { id, username, isRestored, hasToken } = await storeLogin(account, user)
        await endSessionOf(request) // of an earlier log-in of this browser, whose cookie is replaced
        const sid = await beginSession(runtime().db, { userId: id, userAgent: request.headers.get('user-agent') })
        logSecurityEvent('logged_in', request.headers, { userId: id, provider: account.provider })
        if (isRestored) logSecurityEvent('account_restored', request.headers, { userId: id })
        await onLogin({ userId: id, isRestored, hasToken })
        return { sub: String(id), name: username, sid }
      },
    },
    events: { signOut: () => endSessionOf(request) },
  }
}

/** Who has logged in. Mapillary's answer is stored here; the other providers have checked and stored theirs before. */
async function storeLogin(account: Account, user: User | AdapterUser) {
  if (account.type === 'credentials') {
    const isRestored = 'isRestored' in user && user.isRestored === true
    return { id: Number(user.id), username: user.name ?? '', isRestored, hasToken: false }
  }
  if (!account.access_token) throw new Error('Mapillary sent no token')
  const login = {
    mapillaryKey: account.providerAccountId,
    username: user.name ?? account.providerAccountId,
    token: account.access_token,
    expiresAt: account.expires_at ? new Date(account.expires_at * 1000) : null,
  }
  await claimUser(runtime(), login)
  return logIn(runtime(), login)
}

/** What the cookie of a session that goes on holds from now on. Throws when the session has ended. */
async function renew(token: JWT, { headers }: Request): Promise<JWT> {
  const claims = claimsOf(token)
  const session =
    claims &&
    ((await sessionCache().find(claims, headers.get('user-agent'))) ??
      (await findSuspendedSession(runtime().db, claims)))
  if (!session) throw new Error('The session has ended')
  return { ...token, sid: claims.sessionId }
}

/** Ends the session of the browser that asks, if it has one. */
async function endSessionOf({ headers }: Request): Promise<void> {
  const claims = await readSessionCookie(headers.get('cookie'), env())
  if (!claims) return
  await sessionCache().find(claims, headers.get('user-agent')) // a cookie that has no row yet gets one, which ends
  const userId = await logOutSession(runtime().db, claims.sessionId)
  sessionCache().forget(claims.userId)
  if (userId !== null) logSecurityEvent('logged_out', headers, { userId })
}

/** next-auth passes causes along that may hold a request; only their words are logged. */
function messageOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message
  if (typeof metadata === 'object' && metadata !== null && 'error' in metadata) return messageOf(metadata.error)
  return ''
}
