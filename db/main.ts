import { env } from '@/lib/config/env'
import { migrateDatabase } from './migrate'

await migrateDatabase(env().DATABASE_URL_DIRECT)
