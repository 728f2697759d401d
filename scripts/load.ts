import { parseArgs } from 'node:util'
import { loadDump } from '@/lib/maintenance/dump/load-dump'
import { checkDump } from '@/lib/maintenance/dump/read-dump'
import { givenPath } from './given-path'
import { withDatabaseUrl } from './with-database'

await withDatabaseUrl(async (url) => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { check: { type: 'boolean' } } })
  if (positionals[0] === undefined) throw new Error('Usage: npm run load -- FILE [--check]')
  const file = givenPath(positionals[0])
  if (!values.check) return `Loaded ${await loadDump(url, file)} rows from ${file}`
  const { head } = await checkDump(file)
  return `${file} of ${head.createdAt} is whole`
})
