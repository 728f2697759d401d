import NextAuth from 'next-auth'
import { announceLogin } from '@/inngest/send'
import { env } from '@/lib/config/env'
import { authOptions } from '@/lib/server/auth/options'
import { withoutUnsoundCallback } from '@/lib/server/auth/unsound-callback'

const handler = (request: Request, context: RouteContext<'/api/auth/[...nextauth]'>) =>
  withoutUnsoundCallback(request, env().NEXTAUTH_URL) ?? NextAuth(authOptions(request, announceLogin))(request, context)

export { handler as GET, handler as POST }
