import NextAuth from 'next-auth'
import { announceLogin } from '@/inngest/send'
import { env } from '@/lib/config/env'
import { authOptions } from '@/lib/server/auth/options'
import { withoutUnsoundCallback } from '@/lib/server/auth/unsound-callback'

async function handler(request: Request, context: RouteContext<'/api/auth/[...nextauth]'>): Promise<Response> {
  const sound = withoutUnsoundCallback(request, env().NEXTAUTH_URL)
  if (sound) return sound
  let isRestored = false
  const options = authOptions(request, async (login) => {
    isRestored = login.isRestored
    if (login.hasToken) await announceLogin(login.userId)
  })
  const response: Response = await NextAuth(options)(request, context)
  return isRestored ? toRestoredAccount(response) : response
}

/** Whoever took the deletion of their account back by logging in is told so first: by a redirect, or, for our own scripts, by an address. */
function toRestoredAccount({ status, headers: given }: Response): Response {
  const url = new URL('/settings?account=restored', env().NEXTAUTH_URL).href
  const headers = new Headers(given)
  if (!headers.has('location')) return Response.json({ url }, { status, headers })
  headers.set('location', url)
  return new Response(null, { status, headers })
}

export { handler as GET, handler as POST }
