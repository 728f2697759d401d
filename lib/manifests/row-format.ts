import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'

/**
 * How the rows of a table are written into the backup and read back. Every column is kept, under the name that our schema gives it, but
 * those that follow from others: a column that is added later needs nothing here. PostgreSQL writes and reads the JSON itself, so that
 * microseconds and numbers of any length come back as they were.
 */
export type RowFormat = { table: PgTable; columns: [name: string, column: PgColumn][] }

/** `names`: what the backup calls a column, where that is another name than the schema's. */
export function rowFormat<T extends PgTable>(
  table: T,
  {
    without,
    names = {},
  }: { without: (keyof T['_']['columns'])[]; names?: Partial<Record<keyof T['_']['columns'], string>> },
): RowFormat {
  const columns = Object.entries<PgColumn>(getTableColumns(table))
    .filter(([name, column]) => !without.some((other) => other === name) && !column.generated)
    .map(([name, column]): [string, PgColumn] => [names[name] ?? name, column])
  return { table, columns }
}

/** What stands between `select` and `from` so that a row has the names of the backup. */
export function selectRow({ columns }: RowFormat): SQL {
  return sql.join(
    columns.map(([name, column]) => sql`${written(column)} as ${sql.identifier(name)}`),
    sql`, `,
  )
}

function written(column: PgColumn): SQL {
  if (column.getSQLType() === 'timestamp with time zone')
    return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  // Numbers that JavaScript cannot hold are strings, for whoever reads the file without us.
  return column.dataType === 'bigint' ? sql`${column}::text` : sql`${column}`
}

/** The rows of a query as a JSON array in one line: `json_agg` would break lines, and `jsonb_agg` takes a half longer. */
export function listOf(rows: SQL, order: SQL): SQL {
  return sql`(select ('[' || coalesce(string_agg(to_json(l)::text, ',' order by ${order}), '') || ']')::json from (${rows}) l)`
}
