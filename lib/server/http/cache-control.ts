/**
 * Every Cache-Control of ours. What anybody may see is asked for again each time (`no-cache`), so that a takedown works at once and what is
 * unchanged costs no bytes. Only pictures, maps and previews may be kept for a while.
 */
export const CACHE_CONTROL = {
  noStore: 'no-store',
  eventStream: 'no-store, no-transform',
  file: 'private, no-store',
  publicRevalidate: 'public, no-cache',
  privateRevalidate: 'private, no-cache',
  publicMinutes: 'public, max-age=300',
  publicHour: 'public, max-age=3600',
  privateHour: 'private, max-age=3600',
  versionedTile: 'public, max-age=86400, stale-while-revalidate=604800',
} as const
