import { AppError } from '@/lib/errors'
import { isUnreadable } from '@/lib/mapillary/http-errors'

/** Where the pictures of one photo are, as Mapillary says; an address works for some hours or days. */
export type Addresses = { key: string; urls: Map<string, URL> }

type Batch = { wanted: Set<string>; soon: Set<string>; answer: Promise<Map<string, Addresses>> }

const GATHER_MS = 5
const AT_ONCE = 50
const KEPT = 5_000
const MARGIN_MS = 5 * 60_000
const WITHOUT_END_MS = 60 * 60_000

export type AddressBook = ReturnType<typeof createAddressBook>

/**
 * Addresses of pictures, fetched for many photos at once and cached in memory until shortly before they expire (`oe`). They are
 * never stored: tomorrow they lead nowhere.
 */
export function createAddressBook(
  ask: (token: string, keys: string[]) => Promise<Addresses[]>,
  now: () => number = Date.now,
) {
  const cache = new Map<string, Addresses & { until: number }>()
  const gathering = new Map<string, Batch>() // by token

  function find(key: string): Addresses | undefined {
    const found = cache.get(key)
    return found && found.until > now() ? found : undefined
  }

  async function askFor(token: string, batch: Pick<Batch, 'wanted' | 'soon'>): Promise<Map<string, Addresses>> {
    const most = Math.max(AT_ONCE, batch.wanted.size)
    const keys = [...new Set([...batch.wanted, ...batch.soon])].slice(0, most)
    const answered = await ask(token, keys)
    for (const addresses of answered) keep(addresses)
    return new Map(answered.map((addresses) => [addresses.key, addresses]))
  }

  function keep(addresses: Addresses): void {
    cache.delete(addresses.key)
    cache.set(addresses.key, { ...addresses, until: endOf(addresses, now()) - MARGIN_MS })
    const [oldest] = cache.keys()
    if (cache.size > KEPT && oldest !== undefined) cache.delete(oldest)
  }

  function gather(token: string): Batch {
    const wanted = new Set<string>()
    const soon = new Set<string>()
    const answer = new Promise<void>((go) => setTimeout(go, GATHER_MS)).then(() => {
      gathering.delete(token)
      return askFor(token, { wanted, soon })
    })
    const batch = { wanted, soon, answer }
    gathering.set(token, batch)
    return batch
  }

  return {
    /** The addresses for one photo, undefined when Mapillary does not know it; those of `soon` are fetched along with it. */
    async get(token: string, key: string, soon: string[] = []): Promise<Addresses | undefined> {
      const inCache = find(key)
      if (inCache) return inCache
      const batch = gathering.get(token) ?? gather(token)
      batch.wanted.add(key)
      for (const next of soon) if (!find(next)) batch.soon.add(next)
      const answer = await batch.answer.catch((error: unknown) => {
        const isSpoiled = error instanceof AppError && isUnreadable(error) && batch.wanted.size + batch.soon.size > 1
        if (!isSpoiled) throw error
        return askFor(token, { wanted: new Set([key]), soon: new Set() }) // it may be another photo that spoils the answer
      })
      return answer.get(key)
    },

    /** These addresses lead nowhere any more. */
    forget(key: string): void {
      cache.delete(key)
    },
  }
}

/** When the first of the addresses ends: `oe` is in seconds, hexadecimal (docs/mapillary.md). */
function endOf({ urls }: Addresses, now: number): number {
  const ends = [...urls.values()].map((url) => {
    const oe = url.searchParams.get('oe') ?? ''
    return /^[0-9a-f]{1,10}$/i.test(oe) ? Number.parseInt(oe, 16) * 1000 : now + WITHOUT_END_MS
  })
  return Math.min(now + 7 * 24 * 3_600_000, ...ends)
}
