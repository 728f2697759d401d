import Negotiator from 'negotiator'

/** The media type, of those on offer, that the caller likes best; undefined: none will do. Without an Accept header every type will. */
export function preferredType<Type extends string>(headers: Headers, types: readonly Type[]): Type | undefined {
  const accept = headers.get('accept')?.trim()
  if (!accept) return types[0]
  // Ours have no variants, so parameters such as `charset` do not matter.
  const ranges = accept.replace(/;(?!\s*q\s*=)[^;,]*/gi, '')
  const preferred = new Negotiator({ headers: { accept: ranges } }).mediaType([...types])
  return types.find((type) => type === preferred)
}

export function acceptsGzip(headers: Headers): boolean {
  const negotiator = new Negotiator({ headers: { 'accept-encoding': headers.get('accept-encoding') ?? '' } })
  return negotiator.encodings(['gzip']).includes('gzip')
}
