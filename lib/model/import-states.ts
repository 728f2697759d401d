export const IMPORT_STATES = [
  'queued',
  'running',
  'waiting_for_login',
  'waiting_for_mapillary',
  'waiting_for_backup',
  'completed',
  'completed_with_errors',
  'failed',
  'cancelled',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** The states of an import that has begun and not ended. */
export const BEGUN_STATES = [
  'running',
  'waiting_for_login',
  'waiting_for_mapillary',
  'waiting_for_backup',
] as const satisfies ImportState[]

/** The states of an import that has not ended. */
export const ACTIVE_STATES = ['queued', ...BEGUN_STATES] as const satisfies ImportState[]
