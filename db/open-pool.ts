import postgres from 'postgres'
import { nameStatements } from './name-statements'
import { retryWhileDatabaseIsAway } from './retry-while-database-is-away'

const CONNECT_TIMEOUT_SECONDS = 10
const LONGEST_BACKOFF_SECONDS = 1 // postgres.js waits up to 20 s: too long for a page that needs the database after its restart

type Options = Pick<postgres.Options<Record<string, never>>, 'max' | 'connection'> & {
  /** Asks the server whether statements may have names, so that each connection keeps their plans; for queries that only read. */
  hasNames?: boolean
}

/**
 * Opens a pool of connections; nothing is sent before the first query, unless it may have names. A pooler in transaction mode gives each
 * transaction another server connection, which does not know the names of the last one, so no statement has one before the server was asked.
 *
 * `patches/postgres+3.4.9.patch` makes postgres.js safe to use while a database restarts, and has `begin` check the answer to COMMIT.
 * `docs/decisions/010-patch-of-postgres.md` says what each change is for and which report upstream asks for it.
 */
export function openPool(url: string, { hasNames = false, ...options }: Options): postgres.Sql {
  const sql = postgres(withoutMark(url), {
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    backoff: (failures) => Math.min(failures / 10, LONGEST_BACKOFF_SECONDS),
    onnotice: () => undefined,
    prepare: false,
    ...options,
  })
  if (hasNames && !isMarkedAsPooled(url)) {
    retryWhileDatabaseIsAway(() => nameStatements(sql)).catch(() => undefined) // without names all is right, only slower
  }
  return sql
}

/** Whether the address says by `pgbouncer=true` that a pooler answers there, as Prisma and others write it. */
function isMarkedAsPooled(url: string): boolean {
  return new URL(url).searchParams.get('pgbouncer') === 'true'
}

/** PostgreSQL itself would refuse the mark as an unknown setting. */
function withoutMark(url: string): string {
  const address = new URL(url)
  if (!address.searchParams.has('pgbouncer')) return url
  address.searchParams.delete('pgbouncer')
  return address.href
}
