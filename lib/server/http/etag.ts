import { createHash } from 'node:crypto'

/** A weak tag: the same words, however they are compressed. */
export function weakTag(body: string | Uint8Array): string {
  return `W/"${createHash('sha1').update(body).digest('base64url')}"`
}

/** Whether the caller has what `etag` names already (weak comparison, RFC 9110, section 13.1.2). */
export function isKnown(request: Request, etag: string): boolean {
  const known =
    request.headers
      .get('if-none-match')
      ?.split(',')
      .map((tag) => tag.trim()) ?? []
  return known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag.replace(/^W\//, ''))
}
