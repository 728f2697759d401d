import type { Db } from '@/db/client'
import type { TestStore } from '@/tests/support/vault-scene'

export type VaultSize = {
  originals: number // of 4 MB, read byte for byte
  few: number // small ones, read one after the other while memory is watched
  many: number
  restored: number // photos with 8 detections each
  longest: number // photos of one sequence
  seconds: number // for which visitors are watched
  pictures: number // that are looked at for the first time, each with its page
}

/** Originals in a folder, and a database that knows them. */
export type Collection = { db: Db; store: TestStore; totalBytes: number }

export type VaultBench = {
  size: VaultSize
  /** A migrated, empty database. */
  createDatabase: () => Promise<Db>
  /** The originals of 4 MB, made once. */
  collection: () => Promise<Collection>
}
