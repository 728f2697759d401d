import type { Env } from '@/lib/config/env'

/** What one user, and all users together, may import; 0 stands for no limit. */
export type Limits = {
  importsPerUser: number // that run at once; the others wait in line
  imports: number // of all users, that run at once
  photosPerDayPerUser: number // days are those of UTC
  photosPerDay: number // of all users
  originalBytes: number // of one original
}

export const DEFAULT_LIMITS: Limits = {
  importsPerUser: 2,
  imports: 0,
  photosPerDayPerUser: 0,
  photosPerDay: 0,
  originalBytes: 0,
}

export function limitsFrom(
  env: Pick<
    Env,
    | 'MTP_LIMIT_IMPORTS_PER_USER'
    | 'MTP_LIMIT_IMPORTS'
    | 'MTP_LIMIT_PHOTOS_PER_DAY_PER_USER'
    | 'MTP_LIMIT_PHOTOS_PER_DAY'
    | 'MTP_MAX_ORIGINAL_BYTES'
  >,
): Limits {
  return {
    importsPerUser: env.MTP_LIMIT_IMPORTS_PER_USER,
    imports: env.MTP_LIMIT_IMPORTS,
    photosPerDayPerUser: env.MTP_LIMIT_PHOTOS_PER_DAY_PER_USER,
    photosPerDay: env.MTP_LIMIT_PHOTOS_PER_DAY,
    originalBytes: env.MTP_MAX_ORIGINAL_BYTES,
  }
}
