import { env } from '@/lib/config/env'
import { migrateDatabase, NewerDatabase } from './migrate'

try {
  await migrateDatabase(env().DATABASE_URL_DIRECT)
} catch (error) {
  console.error(error instanceof NewerDatabase ? error.message : error)
  process.exit(1)
}
