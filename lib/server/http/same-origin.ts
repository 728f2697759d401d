/**
 * Whether Origin (else Sec-Fetch-Site) names this site: scheme, host and port of `siteUrl`, whatever host the request names. A write that is
 * authorised by the session cookie passes only then. Browsers send Origin with every PUT, POST, PATCH and DELETE.
 */
export function isSameOrigin(headers: Headers, siteUrl: string): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  return origin === new URL(siteUrl).origin
}
