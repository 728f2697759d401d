import type { Db } from '@/db/client'
import type { TestStore } from '@/tests/support/vault-scene'

export type VaultBench = { db: Db; store: TestStore; totalBytes: number }
