import { readFile, writeFile } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { test } from '@/tests/support/db'

/**
 * The columns that the last release knows. While servers are replaced one after the other, it runs beside the new version on the new schema:
 * it must find all that it reads, and its rows must be taken. `FREEZE_COLUMNS=true` with this test writes the list anew, at a release.
 */
const FILE = 'tests/fixtures/columns-of-last-release.json'
const Columns = z.record(z.string(), z.record(z.string(), z.string()))

type Column = { table: string; column: string; type: string; mayBeLeftOut: boolean }

async function readColumns(db: Db): Promise<Column[]> {
  const rows = await db.execute<Column>(sql`
    select table_name as table, column_name as column, udt_name as type,
      is_nullable = 'YES' or column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as "mayBeLeftOut"
    from information_schema.columns where table_schema = 'public' order by table_name, column_name`)
  return [...rows]
}

test('the last release can run on the schema of today', async ({ db }) => {
  const today = await readColumns(db)
  if (process.env.FREEZE_COLUMNS === 'true') await freeze(today)
  const released = Columns.parse(JSON.parse(await readFile(FILE, 'utf8')))

  const typeOf = new Map(today.map(({ table, column, type }) => [`${table}.${column}`, type]))
  const changed = Object.entries(released).flatMap(([table, columns]) =>
    Object.entries(columns)
      .filter(([column, type]) => typeOf.get(`${table}.${column}`) !== type)
      .map(([column]) => `${table}.${column}`),
  )
  expect(changed, 'gone or of another type: remove them one release later').toEqual([])

  const demanded = today.filter(
    ({ table, column, mayBeLeftOut }) => released[table] && !(column in released[table]) && !mayBeLeftOut,
  )
  expect(demanded, 'new columns that an insert of the last release lacks need a default').toEqual([])
})

async function freeze(columns: Column[]): Promise<void> {
  const tables: z.infer<typeof Columns> = {}
  for (const { table, column, type } of columns) tables[table] = { ...tables[table], [column]: type }
  await writeFile(FILE, `${JSON.stringify(tables, null, 1)}\n`)
}
