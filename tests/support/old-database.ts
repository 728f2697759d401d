import { readFile } from 'node:fs/promises'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'

const Line = z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) })
export type OldRow = z.infer<typeof Line>

/** Commit 41d9e43 filled this database: an import, and rows of every kind beside it. A line is a row; `tag_types` are those of a migration. */
const FIXTURE = 'tests/fixtures/database-41d9e43.jsonl'
export const FIRST_MIGRATION_SINCE = '0020_account_syncs'

/** Stores the rows as that version had them, and resolves with them: no trigger runs, and no reference is checked. */
export async function loadOldDatabase(db: Db): Promise<OldRow[]> {
  const lines = (await readFile(FIXTURE, 'utf8')).trim().split('\n')
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(sql`delete from map_version`)
    for (const line of lines) {
      const { table, row } = Line.parse(JSON.parse(line))
      const columns = await tx.execute<{ name: string }>(sql`
        select column_name as name from information_schema.columns
        where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`)
      const names = sql.join(
        columns.map(({ name }) => sql.identifier(name)),
        sql`, `,
      )
      // As text: JavaScript would round the numbers of terms.
      await tx.execute(sql`
        insert into ${sql.identifier(table)} (${names}) overriding system value
        select ${names} from json_populate_record(null::${sql.identifier(table)}, ${line}::json -> 'row')`)
      if (typeof row.id === 'number') await tx.execute(passId(table, row.id))
    }
  })
  return lines.map((line) => Line.parse(JSON.parse(line)))
}

function passId(table: string, id: number): SQL {
  return sql`select setval(pg_get_serial_sequence(${table}, 'id'), greatest(${id}::bigint, nextval(pg_get_serial_sequence(${table}, 'id'))))`
}
