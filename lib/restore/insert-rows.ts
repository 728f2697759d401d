import { is, SQL, sql } from 'drizzle-orm'
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { users } from '@/db/schema/people/users'
import type { RowFormat } from '@/lib/manifests/row-format'

type Also = [column: PgColumn, value: SQL][]

/**
 * Stores rows of the backup with their ids; `rows` gives them under the alias `r`, with the columns of `recordOf`. `also`: columns whose values
 * stand elsewhere. What an older file does not have gets its default; a reference to an account that is gone becomes null where it may.
 */
export function insertRows(
  format: RowFormat,
  { rows, also = [], onConflict = sql`` }: { rows: SQL; also?: Also; onConflict?: SQL },
): SQL {
  const byUsers = referencesToUsers(format.table)
  const stored: Also = [
    ...format.columns.map(([name, column]): Also[number] => [column, storedValue(name, column, byUsers)]),
    ...also,
  ]
  const names = stored.map(([{ name }]) => sql.identifier(name))
  const values = stored.map(([, value]) => value)
  return sql`
    insert into ${format.table} (${sql.join(names, sql`, `)}) overriding system value
    select ${sql.join(values, sql`, `)} from ${rows} ${onConflict}`
}

/** The columns of a format, as `jsonb_to_recordset` wants them. */
export function recordOf({ columns }: RowFormat): SQL {
  return sql.join(
    columns.map(([name, column]) => sql`${sql.identifier(name)} ${sql.raw(column.getSQLType())}`),
    sql`, `,
  )
}

function storedValue(name: string, column: PgColumn, byUsers: Set<PgColumn>): SQL {
  const value = sql`r.${sql.identifier(name)}`
  if (byUsers.has(column) && !column.notNull) return sql`(select u.id from ${users} u where u.id = ${value})`
  if (!column.notNull || column.default === undefined) return value
  return sql`coalesce(${value}, ${defaultOf(column)}::${sql.raw(column.getSQLType())})`
}

function defaultOf(column: PgColumn): SQL {
  return is(column.default, SQL) ? column.default : sql`${sql.param(column.default, column)}`
}

function referencesToUsers(table: PgTable): Set<PgColumn> {
  const references = getTableConfig(table).foreignKeys.map((key) => key.reference())
  return new Set(references.filter(({ foreignTable }) => foreignTable === users).flatMap(({ columns }) => columns))
}
