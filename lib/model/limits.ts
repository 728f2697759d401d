import { keysOf } from './keys-of'

/** What one user, and all users together, may import; 0 stands for no limit. */
export type Limits = {
  importsPerUser: number // that run at once; the others wait in line
  imports: number // of all users, that run at once
  photosPerDayPerUser: number // days are those of UTC
  photosPerDay: number // of all users
  originalBytes: number // of one original
}

/** What is counted apart: answers from the database, changes, pictures and tiles, of which one page shows many, pages, log-ins, and calls of Inngest. */
const RATE_LIMIT_CLASSES = ['read', 'write', 'picture', 'tile', 'page', 'login', 'steps'] as const
export type RateLimitClass = (typeof RATE_LIMIT_CLASSES)[number]

/** Requests a minute for one caller; 0: no limit. */
export type RateLimits = Record<RateLimitClass, number>

/** All limits that admins can change while the product runs: a name for each, what it means, and the least value besides 0. */
export const LIMIT_MEANINGS = {
  importsPerUser: { label: 'Imports of one person at once', least: 1 },
  imports: { label: 'Imports of everybody at once', least: 1 },
  photosPerDayPerUser: { label: 'Photos that one person may import in a day', least: 1 },
  photosPerDay: { label: 'Photos that everybody together may import in a day', least: 1 },
  originalBytes: { label: 'Bytes of one original', least: 1_000_000 },
  readPerMinute: { label: 'Read requests a minute', least: 60 },
  writePerMinute: { label: 'Write requests a minute', least: 20 },
  picturePerMinute: { label: 'Pictures a minute', least: 300 },
  tilePerMinute: { label: 'Map tiles a minute', least: 300 },
  pagePerMinute: { label: 'Pages a minute', least: 60 },
  loginPerMinute: { label: 'Requests of the log-in a minute', least: 20 },
  stepsPerMinute: { label: 'Calls of Inngest a minute', least: 1_000 },
} as const satisfies Record<keyof Limits | `${RateLimitClass}PerMinute`, { label: string; least: number }>

export type LimitName = keyof typeof LIMIT_MEANINGS

export const LIMIT_NAMES = keysOf(LIMIT_MEANINGS)

/** A value for each limit. */
export type LimitValues = Record<LimitName, number>

export function rateLimitsOf(values: LimitValues): RateLimits {
  return {
    read: values.readPerMinute,
    write: values.writePerMinute,
    picture: values.picturePerMinute,
    tile: values.tilePerMinute,
    page: values.pagePerMinute,
    login: values.loginPerMinute,
    steps: values.stepsPerMinute,
  }
}
