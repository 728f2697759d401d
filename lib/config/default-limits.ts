import type { LimitValues } from '@/lib/model/limits'
import type { Env } from './env'

/** The limits of the environment, which admins can change while the product runs. */
export function defaultLimits(env: Env): LimitValues {
  return {
    importsPerUser: env.MTP_LIMIT_IMPORTS_PER_USER,
    imports: env.MTP_LIMIT_IMPORTS,
    photosPerDayPerUser: env.MTP_LIMIT_PHOTOS_PER_DAY_PER_USER,
    photosPerDay: env.MTP_LIMIT_PHOTOS_PER_DAY,
    originalBytes: env.MTP_MAX_ORIGINAL_BYTES,
    readPerMinute: env.MTP_RATE_LIMIT_READ,
    writePerMinute: env.MTP_RATE_LIMIT_WRITE,
    picturePerMinute: env.MTP_RATE_LIMIT_PICTURE,
    tilePerMinute: env.MTP_RATE_LIMIT_TILE,
    pagePerMinute: env.MTP_RATE_LIMIT_PAGE,
    loginPerMinute: env.MTP_RATE_LIMIT_LOGIN,
    stepsPerMinute: env.MTP_RATE_LIMIT_STEPS,
  }
}
