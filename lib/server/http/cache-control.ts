/**
 * Every Cache-Control of ours. What anybody may see is asked for again each time (`no-cache`), so that a takedown works at once and what is
 * unchanged costs no bytes. Only the answers of other
 * services and tiles, whose addresses carry the version of the map, may be kept for a while.
 */
export const CACHE_CONTROL = {
  noStore: 'no-store',
  eventStream: 'no-store, no-transform',
  file: 'private, no-store',
  publicRevalidate: 'public, no-cache',
  privateRevalidate: 'private, no-cache',
  privateHour: 'private, max-age=3600',
  versionedTile: 'public, max-age=86400, stale-while-revalidate=604800',
} as const
