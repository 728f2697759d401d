/** Which headers an answer carries: `handover` answers redirect to another program and may hold its token. */
const HEADER_SETS = ['page', 'asset', 'data', 'embed', 'handover'] as const
export type HeaderSet = (typeof HEADER_SETS)[number]

const PERMISSIONS =
  'geolocation=(self), camera=(), microphone=(), payment=(), usb=(), serial=(), midi=(), display-capture=()'

/** The security headers of an answer with this Content-Security-Policy. HSTS is sent where the site's address is https. */
export function securityHeaders(
  set: HeaderSet,
  { policy, isHttps, requestId }: { policy: string; isHttps: boolean; requestId: string },
): Record<string, string> {
  return {
    'x-request-id': requestId,
    'x-content-type-options': 'nosniff',
    'permissions-policy': PERMISSIONS,
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    'content-security-policy': policy,
    'referrer-policy': set === 'handover' ? 'no-referrer' : 'strict-origin-when-cross-origin',
    ...(set === 'page' && { 'cross-origin-opener-policy': 'same-origin', 'x-frame-options': 'SAMEORIGIN' }),
  }
}
