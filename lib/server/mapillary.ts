import type { Db } from '@/db/client'
import { env } from '@/lib/config/env'
import { type Breaker, createBreaker } from '@/lib/mapillary/breaker'
import { connectMapillary } from '@/lib/mapillary/connect'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { createCallBudget } from '@/lib/server/rate-limits/call-budget'
import { findOwnerToken } from '@/lib/users/find-owner-token'
import type { TokenKeys } from '@/lib/users/token-cipher'

// Kept on globalThis so that hot reload and separately bundled routes share one limiter and one breaker.
const holder = globalThis as typeof globalThis & { mtpMapillary?: MapillaryClient; mtpBreaker?: Breaker }

/** Mapillary itself: one client for all of this process, whose limits all calls share. */
export function ownMapillary(tools: { db: Db; tokenKeys: TokenKeys }): MapillaryClient {
  holder.mtpMapillary ??= connect(tools)
  return holder.mtpMapillary
}

function connect({ db, tokenKeys }: { db: Db; tokenKeys: TokenKeys }): MapillaryClient {
  const perMinute = env().MTP_MAPILLARY_CALLS_PER_MINUTE
  return connectMapillary(env(), {
    publicToken: async (photoKey) => env().MAPILLARY_CLIENT_TOKEN ?? findOwnerToken({ db, tokenKeys }, photoKey),
    ...(perMinute > 0 && { takeCall: createCallBudget(db, { perMinute }) }),
  })
}

/** Keeps visitors of this process from waiting for a Mapillary that is away. */
export function mapillaryBreaker(): Breaker {
  holder.mtpBreaker ??= createBreaker()
  return holder.mtpBreaker
}
