import type { Limits } from '@/lib/model/limits'

export const DEFAULT_LIMITS: Limits = {
  importsPerUser: 2,
  imports: 0,
  photosPerDayPerUser: 0,
  photosPerDay: 0,
  originalBytes: 0,
}
