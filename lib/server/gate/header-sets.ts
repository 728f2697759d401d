import type { ContentSecurityPolicy } from './content-security-policy'

/** Which headers an answer carries: `handover` answers redirect to another program and may hold its token. */
const HEADER_SETS = ['page', 'asset', 'data', 'embed', 'handover'] as const
export type HeaderSet = (typeof HEADER_SETS)[number]

const PERMISSIONS =
  'geolocation=(self), camera=(), microphone=(), payment=(), usb=(), serial=(), bluetooth=(), midi=(), display-capture=()'

/** What answers get that hold data: nothing in them runs, and nobody frames them. */
const DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const EMBED_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // the 360° viewer places its elements by style attributes
  "img-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ')

/**
 * The security headers of an answer. `policies` are those that depend on the instance; the page's holds this answer's nonce.
 * HSTS is sent where the site's address is https.
 */
export function securityHeaders(
  set: HeaderSet,
  {
    policies,
    isHttps,
    requestId,
  }: { policies: Record<'page' | 'asset', ContentSecurityPolicy>; isHttps: boolean; requestId: string },
): Record<string, string> {
  const common = {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'permissions-policy': PERMISSIONS,
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
  }
  switch (set) {
    case 'page':
      return {
        ...common,
        'content-security-policy': policies.page,
        'referrer-policy': 'strict-origin-when-cross-origin',
        'cross-origin-opener-policy': 'same-origin',
        'x-frame-options': 'SAMEORIGIN',
      }
    case 'asset':
      return {
        ...common,
        'content-security-policy': policies.asset,
        'referrer-policy': 'strict-origin-when-cross-origin',
      }
    case 'data':
      return {
        ...common,
        'content-security-policy': DATA_POLICY,
        'referrer-policy': 'strict-origin-when-cross-origin',
      }
    case 'embed':
      return {
        ...common,
        'content-security-policy': EMBED_POLICY,
        'referrer-policy': 'strict-origin-when-cross-origin',
      }
    case 'handover':
      return { ...common, 'content-security-policy': DATA_POLICY, 'referrer-policy': 'no-referrer' }
  }
}
