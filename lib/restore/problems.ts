/** What could not be restored, and why, in words. */
export type Problem = { what: string; reason: string }

/** PostgreSQL's own words where a query failed: the query is no help to whoever reads them. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.message.startsWith('Failed query') ? error.cause.message : error.message
}
