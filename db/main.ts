import { env } from '@/lib/config/env'
import { isPooler } from './is-pooler'
import { migrateDatabase } from './migrate'
import { isMarkedAsPooled } from './open-pool'

const { DATABASE_URL, DATABASE_URL_DIRECT } = env()
await migrateDatabase(DATABASE_URL_DIRECT)
if (!isMarkedAsPooled(DATABASE_URL) && (await isPooler(DATABASE_URL)))
  console.warn(
    'DATABASE_URL leads to a connection pooler. Add ?pgbouncer=true to it, or set DATABASE_URL_DIRECT to the address of PostgreSQL itself.',
  )
