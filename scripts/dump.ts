import { parseArgs } from 'node:util'
import { openPool } from '@/db/open-pool'
import { writeDump } from '@/lib/maintenance/dump/write-dump'
import { givenPath } from './given-path'
import { withDatabaseUrl } from './with-database'

await withDatabaseUrl(async (url) => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const moment = new Date().toISOString().slice(0, 16).replaceAll(/[:T]/g, '-')
  const file = givenPath(positionals[0] ?? `map-the-paths-${moment}.dump.gz`)
  const sql = openPool(url, { max: 1 })
  try {
    return `Wrote ${await writeDump(sql, file)} rows to ${file}`
  } finally {
    await sql.end()
  }
})
