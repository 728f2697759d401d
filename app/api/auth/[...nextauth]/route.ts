import NextAuth from 'next-auth'
import { announceLogin } from '@/inngest/send'
import { authOptions } from '@/lib/server/auth/options'

const handler = (request: Request, context: RouteContext<'/api/auth/[...nextauth]'>) =>
  NextAuth(authOptions(request, announceLogin))(request, context)

export { handler as GET, handler as POST }
