import { AppError } from '@/lib/errors'

/**
 * Lets a write that is authorised by the session cookie pass only when it comes from a page of ours; throws FORBIDDEN.
 * Browsers send Origin with every PUT, POST, PATCH and DELETE, so a request without it and without Sec-Fetch-Site is refused.
 */
export function assertSameOrigin(headers: Headers, siteUrl: string): void {
  if (isSameOrigin(headers, siteUrl)) return
  throw new AppError('FORBIDDEN', 'This request did not come from a page of Map the Paths')
}

/** Whether Origin (else Sec-Fetch-Site) names this site: the host of `siteUrl`, or the host the request was sent to. */
export function isSameOrigin(headers: Headers, siteUrl: string): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  return URL.canParse(origin) && [new URL(siteUrl).host, headers.get('host')].includes(new URL(origin).host)
}
