/** What is counted apart: answers from the database, changes, pictures and tiles, of which one page shows many, pages, log-ins, and calls of Inngest. */
export const RATE_LIMIT_CLASSES = ['read', 'write', 'picture', 'tile', 'page', 'login', 'steps'] as const
export type RateLimitClass = (typeof RATE_LIMIT_CLASSES)[number]
