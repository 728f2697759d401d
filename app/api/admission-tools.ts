import { env } from '@/lib/config/env'
import type { AdmissionTools } from '@/lib/server/admission/with-admission'
import { findTokenCaller } from '@/lib/server/auth/find-token-caller'
import { findSessionOf } from '@/lib/server/auth/session'
import { clientAddress } from '@/lib/server/http/client-address'
import { rateLimiter, runtime } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'

export function admissionTools(): AdmissionTools {
  const { NEXTAUTH_URL, MTP_TRUSTED_PROXIES } = env()
  return {
    siteUrl: NEXTAUTH_URL,
    limiter: rateLimiter(),
    findSession: async ({ headers }) => (await findSessionOf(headers))?.user ?? null,
    findTokenCaller: (token) => findTokenCaller(runtime().db, token),
    logEvent: logSecurityEvent,
    addressOf: ({ headers }) => clientAddress(headers, MTP_TRUSTED_PROXIES),
  }
}
