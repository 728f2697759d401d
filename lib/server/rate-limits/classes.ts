/** What is counted apart: answers from the database, changes, and pictures and tiles, of which one page shows many. */
export const RATE_LIMIT_CLASSES = ['read', 'write', 'picture', 'tile'] as const
export type RateLimitClass = (typeof RATE_LIMIT_CLASSES)[number]
