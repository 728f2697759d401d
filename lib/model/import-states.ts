export const IMPORT_STATES = [
  'queued',
  'running',
  'waiting_for_login',
  'waiting_for_mapillary',
  'completed',
  'completed_with_errors',
  'failed',
  'cancelled',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** The states of an import that has not ended. */
export const ACTIVE_STATES = [
  'queued',
  'running',
  'waiting_for_login',
  'waiting_for_mapillary',
] as const satisfies ImportState[]
