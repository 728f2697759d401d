import { createHash } from 'node:crypto'

/** A weak entity tag: the same for a body however it is compressed. */
export function weakEtag(body: string | Uint8Array): string {
  return `W/"${createHash('sha1').update(body).digest('base64url')}"`
}

/** An answer that caches ask about again each time: 304 without a body when the caller has it already. */
export function revalidated(
  request: Request,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Response {
  const tagged = { ...headers, etag: weakEtag(body) }
  if (isNotModified(request, tagged.etag)) return new Response(null, { status: 304, headers: tagged })
  return new Response(body, { headers: tagged })
}

/** Whether the caller's If-None-Match names `etag` (weak comparison, RFC 9110, section 13.1.2), which is answered with 304. */
export function isNotModified(request: Request, etag: string): boolean {
  const tags = request.headers.get('if-none-match')?.split(',') ?? []
  return tags.map((tag) => tag.trim()).some((tag) => tag === '*' || opaqueTag(tag) === opaqueTag(etag))
}

function opaqueTag(etag: string): string {
  return etag.replace(/^W\//, '')
}
