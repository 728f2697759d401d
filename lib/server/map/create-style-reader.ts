import { LRUCache } from 'lru-cache'
import { z } from 'zod'

const TIMEOUT_MS = 5_000
const MAX_BYTES = 5_000_000
const KEPT_MS = 60 * 60_000
const FAILURE_KEPT_MS = 60_000
const MAX_KEPT = 50

const Style = z.looseObject({ version: z.literal(8), sources: z.record(z.string(), z.unknown()) })

/** Reads a MapLibre style as JSON text; null where its server does not answer with one. */
export type StyleReader = (url: string) => Promise<string | null>

/**
 * Reads the styles of map grounds for browsers, so that a page shows no failed request where their server is away. A style is kept for an
 * hour, a failure for a minute. Only addresses of the configuration may be given.
 */
export function createStyleReader({
  tellFailure,
  timeoutMs = TIMEOUT_MS,
}: {
  tellFailure: (url: string, reason: string) => void
  timeoutMs?: number
}): StyleReader {
  const styles = new LRUCache<string, { text: string | null }>({
    max: MAX_KEPT,
    fetchMethod: async (url, _, { options }) => {
      const text = await readStyle(url, timeoutMs).catch((error: unknown) => {
        tellFailure(url, error instanceof Error ? error.message : String(error))
        return null
      })
      options.ttl = text === null ? FAILURE_KEPT_MS : KEPT_MS
      return { text }
    },
  })
  return async (url) => (await styles.fetch(url))?.text ?? null
}

async function readStyle(url: string, timeoutMs: number): Promise<string> {
  const response = await fetch(url, {
    redirect: 'error', // to no host but those that are configured
    signal: AbortSignal.timeout(timeoutMs),
    headers: { accept: 'application/json' },
  })
  if (!response.ok) throw new Error(`it answered ${response.status}`)
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > MAX_BYTES) throw new Error('it is too long')
  }
  text += decoder.decode()
  Style.parse(JSON.parse(text))
  return text
}
