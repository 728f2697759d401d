import { LRUCache } from 'lru-cache'
import type { Db } from '@/db/client'
import { findSession, type Session, type SessionClaims } from '@/lib/users/sessions/find-session'

const KEPT_MS = 4_000 // streams look once a second, so they end within five
const MOST_KEPT = 20_000

export interface SessionCache {
  find(claims: SessionClaims, userAgent: string | null): Promise<Session | null>
  /** Forgets what is known of a user, whose sessions have changed. */
  forget(userId: number): void
}

/** Asks the database for each session once in four seconds. What another process ends is noticed by then. */
export function createSessionCache(db: Db): SessionCache {
  const sessionsByClaims = new LRUCache<string, Promise<Session | null>>({ max: MOST_KEPT, ttl: KEPT_MS })
  return {
    find(claims, userAgent) {
      const key = `${claims.userId} ${claims.sessionId}`
      const cached = sessionsByClaims.get(key)
      if (cached) return cached
      const lookup = findSession(db, { ...claims, userAgent })
      sessionsByClaims.set(key, lookup)
      lookup.catch(() => sessionsByClaims.peek(key) === lookup && sessionsByClaims.delete(key))
      return lookup
    },
    forget(userId) {
      for (const key of sessionsByClaims.keys()) if (key.startsWith(`${userId} `)) sessionsByClaims.delete(key)
    },
  }
}
