import type { NextAuthOptions } from 'next-auth'
import { env } from '@/lib/config/env'
import { claimUser } from '@/lib/key-migration/match-users'
import { runtime } from '@/lib/server/runtime'
import { logIn } from '@/lib/users/log-in'
import { mapillaryProvider } from './mapillary-provider'

declare module 'next-auth' {
  interface Session {
    user: { id: number; username: string; name?: string | null }
  }
}

const DAYS_30 = 30 * 24 * 60 * 60

/**
 * next-auth as this product uses it: Mapillary alone, the session in an encrypted HttpOnly cookie that holds our user id and no token.
 * `onLogin` hears of every login once it is stored.
 */
export function authOptions(onLogin: (userId: number) => Promise<void> = async () => undefined): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: DAYS_30 },
    pages: { signIn: '/login', error: '/login' },
    providers: [mapillaryProvider(env(), () => runtime().mapillary)],
    logger: {
      error: (code, metadata) => console.warn(`Login failed: ${code}`, messageOf(metadata)),
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      async jwt({ token, account, user }) {
        if (!account?.access_token) return token
        const login = {
          mapillaryKey: account.providerAccountId,
          username: user.name ?? account.providerAccountId,
          token: account.access_token,
          expiresAt: account.expires_at ? new Date(account.expires_at * 1000) : null,
        }
        await claimUser(runtime(), login)
        const { id, username } = await logIn(runtime(), login)
        await onLogin(id)
        return { sub: String(id), name: username }
      },
      session: ({ session, token }) => ({ ...session, user: { id: Number(token.sub), username: token.name ?? '' } }),
    },
  }
}

/** next-auth passes causes along that may hold a request; only their words are logged. */
function messageOf(metadata: unknown): string {
  if (metadata instanceof Error) return metadata.message
  if (typeof metadata === 'object' && metadata !== null && 'error' in metadata) return messageOf(metadata.error)
  return ''
}
