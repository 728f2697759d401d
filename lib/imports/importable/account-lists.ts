import { LRUCache } from 'lru-cache'

const KEPT_MS = 60_000
const MOST_KEPT = 50 // each may hold thousands of sequences

/** What Mapillary listed of accounts not long ago. */
export type AccountLists<Listed> = {
  /** The list of that user's account, from `read` when there is none. Who asks meanwhile shares the reading; what failed is not kept. */
  find(userId: number, read: () => Promise<Listed>): Promise<Listed>
}

/** Keeps lists for a minute: v3 has no list of what is new, so that each look reads the whole account. */
export function createAccountLists<Listed>(): AccountLists<Listed> {
  const listsByUser = new LRUCache<number, Promise<Listed>>({ max: MOST_KEPT, ttl: KEPT_MS })
  return {
    find(userId, read) {
      const kept = listsByUser.get(userId)
      if (kept) return kept
      const reading = read()
      listsByUser.set(userId, reading)
      reading.catch(() => listsByUser.peek(userId) === reading && listsByUser.delete(userId))
      return reading
    },
  }
}
