import type { User } from 'next-auth'
import type { CredentialsConfig } from 'next-auth/providers/credentials'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { runtime } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { acceptInvitation } from '@/lib/users/invitations'
import { logInWithPasskey } from '@/lib/users/passkeys/log-in-with-passkey'
import { requirePasskeySite } from '@/lib/users/passkeys/passkey-site'
import { LoginResponse } from '@/lib/users/passkeys/responses'

declare module 'next-auth' {
  interface User {
    isRestored?: boolean // the log-in took the deletion of the account back
  }
}

type Entered = { id: number; username: string; isRestored: boolean }

/** A passkey as a next-auth provider: it takes nothing but an assertion that is verified here. `response`: the browser's answer as JSON. */
export function passkeyProvider({ headers }: Request): CredentialsConfig {
  return credentialsProvider('passkey', headers, ['response'], async ({ response = '' }) =>
    logInWithPasskey(runtime().db, requirePasskeySite(env().NEXTAUTH_URL), LoginResponse.parse(JSON.parse(response))),
  )
}

/** A one-time link (npm run invite) as a next-auth provider. */
export function invitationProvider({ headers }: Request): CredentialsConfig {
  return credentialsProvider('invitation', headers, ['code'], async ({ code = '' }) =>
    acceptInvitation(runtime().db, code),
  )
}

/** next-auth passes the words of an error on to the browser: only ours for people get there. */
function credentialsProvider(
  id: string,
  headers: Headers,
  fields: string[],
  enter: (given: Record<string, string | undefined>) => Promise<Entered>,
): CredentialsConfig {
  return {
    id,
    name: id,
    type: 'credentials',
    credentials: Object.fromEntries(fields.map((field) => [field, {}])),
    async authorize(given = {}): Promise<User> {
      try {
        const { id: userId, username, isRestored } = await enter(given)
        return { id: String(userId), name: username, isRestored }
      } catch (error) {
        logSecurityEvent('login_refused', headers, { userId: null, provider: id })
        if (error instanceof AppError) throw new Error(error.message)
        if (!(error instanceof z.ZodError || error instanceof SyntaxError)) console.error('A login failed:', error)
        throw new Error('The login did not succeed. Please try again.')
      }
    },
  }
}
