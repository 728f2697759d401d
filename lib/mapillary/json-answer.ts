import type { z } from 'zod'
import { UnreadableAnswer, upstreamFailed, where } from './http-errors'
import type { Sent } from './http-types'
import { parseMapillaryJson } from './json'
import { graphErrorIn } from './meanings'
import { isRefusal } from './refusals'

/** The data of an answer with status 200. Throws UPSTREAM_FAILED when it has another shape, and `refusalOf(json)` when it is a failure. */
export function parseAnswer<T>(
  { url }: Sent,
  text: string,
  { schema, refusalOf }: { schema: z.ZodType<T>; refusalOf: (json: unknown) => Error },
): T {
  const json = parseMapillaryJson(text)
  if (json === undefined) {
    const what = /^\s*</.test(text) ? 'a web page instead of data' : text === '' ? 'nothing' : 'malformed JSON'
    throw upstreamFailed(`Mapillary answered with ${what} (${where(url)})`, { cause: new UnreadableAnswer() })
  }
  if (graphErrorIn(json)) throw refusalOf(json) // whatever stands beside it
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  if (isRefusal(json)) throw refusalOf(json)
  const issue = parsed.error.issues[0]
  const detail = `${issue?.path.join('.') || 'answer'}: ${issue?.message}`
  throw upstreamFailed(`Mapillary's answer has an unknown shape, ${detail} (${where(url)})`, {
    cause: new UnreadableAnswer(parsed.error),
  })
}

/** `<url>; rel="next"` of a Link header (RFC 8288). The URLs hold commas, so the list is not split at commas. */
export function nextLink(header: string | null, base: URL): URL | null {
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    const relations = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters)
    const isNext = (relations?.[1] ?? relations?.[2] ?? '').toLowerCase().split(/\s+/).includes('next')
    if (isNext && URL.canParse(target, base.href)) return new URL(target, base)
  }
  return null
}
