/**
 * Where queries and migrations go. Whoever names a direct address has a pooler at the other one, and `pgbouncer=true` says so to the pool
 * (`db/open-pool.ts`), as Prisma and others write it.
 */
export function databaseUrls({ DATABASE_URL, DATABASE_URL_DIRECT = DATABASE_URL }: DatabaseVariables): DatabaseUrls {
  if (DATABASE_URL_DIRECT === DATABASE_URL) return { DATABASE_URL, DATABASE_URL_DIRECT }
  const pooled = new URL(DATABASE_URL)
  pooled.searchParams.set('pgbouncer', 'true')
  return { DATABASE_URL: pooled.href, DATABASE_URL_DIRECT }
}

type DatabaseVariables = { DATABASE_URL: string; DATABASE_URL_DIRECT?: string | undefined }
type DatabaseUrls = { DATABASE_URL: string; DATABASE_URL_DIRECT: string }
