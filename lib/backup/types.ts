import type { Readable } from 'node:stream'

/** What a listing tells of an object. */
export type BackupEntry = { key: string; sizeBytes: number }

export type BackupObject = { key: string; sizeBytes: number; metadata: Record<string, string> }

export type PutOptions = { contentType: string; metadata: () => Record<string, string>; ifAbsent?: boolean }

/** Where originals are kept: an S3 bucket or a folder. Keys are made by `keys.ts`. All methods throw BACKUP_FAILED when the store fails. */
export interface Backup {
  /**
   * Stores a file under `key`: whole or not at all. The stream is read with back-pressure, never held whole in memory.
   * When the stream fails, nothing is left behind and the stream's error is rethrown. `metadata` is called after the last byte was read and before the object appears.
   * With `ifAbsent` nothing is replaced: CONFLICT when there is an object already.
   */
  put(key: string, body: Readable, options: PutOptions): Promise<void>
  /** The file, or null when there is none. `from`: the byte with which `body` begins; `object` is always about the whole file. */
  get(key: string, options?: { from: number }): Promise<{ body: Readable; object: BackupObject } | null>
  head(key: string): Promise<BackupObject | null>
  list(prefix: string): AsyncIterable<string>
  /** All objects with their sizes, without reading them, in the order of their keys' bytes; only those behind the key `after`, if one is given. */
  entries(prefix: string, after?: string): AsyncIterable<BackupEntry>
  /** Gives an object another key, with its metadata. What was there is replaced. Nothing happens when there is no such object. */
  move(from: string, to: string): Promise<void>
  /** Replaces the metadata of an object without reading its bytes. */
  describe(key: string, options: { contentType: string; metadata: Record<string, string> }): Promise<void>
  remove(key: string): Promise<void>
  /** Makes the store where there is none yet. Nothing else does: a folder that is not there may be a disk that is not mounted. Buckets are made by their owners. */
  create?(): Promise<void>
  /** How large the store's disk is, and how much of it is free for us. Buckets have no such bound. */
  space?(): Promise<{ freeBytes: number; totalBytes: number }>
  /** Resolves when the store can be written to; used by /readyz. */
  check(): Promise<void>
}
