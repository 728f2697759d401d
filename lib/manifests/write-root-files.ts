import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { UnsavedKind } from '@/db/schema/instance'
import { tombstones } from '@/db/schema/instance'
import { sequences } from '@/db/schema/sequences'
import { tagTypes } from '@/db/schema/tags'
import { DELETED_KEY, TAG_TYPES_KEY } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { tagTypeFormat } from './formats'
import { linesOf, withHead } from './lines'
import { putText } from './put-text'
import { selectRow } from './row-format'
import { saveFile } from './save-file'

export type RootKind = Exclude<UnsavedKind, 'manifest' | 'people' | 'users'>

/** Files of the whole backup, a line for each row. */
const FILES: Record<RootKind, { key: string; lines: (db: Db) => AsyncIterable<string> }> = {
  'tag-types': {
    key: TAG_TYPES_KEY,
    lines: (db) =>
      linesOf(
        db,
        (after) => sql`
          select * from (
            select row_number() over (order by ${tagTypes.value} collate "C") as after, ${selectRow(tagTypeFormat)} from ${tagTypes}
          ) numbered where after > ${after} order by after`,
      ),
  },
  deleted: {
    key: DELETED_KEY,
    // A sequence counts as deleted as soon as its owner has said so, before its rows go.
    lines: (db) =>
      linesOf(
        db,
        (after) => sql`
          select * from (
            select row_number() over (order by kind, id) as after, kind, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "deletedAt",
              keys as "mapillaryKeys"
            from (
              select ${tombstones.kind}, ${tombstones.deletedId} as id, ${tombstones.deletedAt} as at, ${tombstones.mapillaryKeys} as keys from ${tombstones}
              union all
              select 'sequence', ${sequences.id}, ${sequences.deletedAt}, '{}' from ${sequences} where ${sequences.deletedAt} is not null
                and not exists (select from ${tombstones} where ${tombstones.kind} = 'sequence' and ${tombstones.deletedId} = ${sequences.id})
            ) deleted
          ) numbered where after > ${after} order by after`,
      ),
  },
}

/** Rewrites one of the files that are about the whole backup, but for that of the accounts. Safe to repeat. */
export async function writeRootFile({ db, backup }: { db: Db; backup: Backup }, kind: RootKind): Promise<void> {
  const { key, lines } = FILES[kind]
  await saveFile(db, { kind, sequenceId: null }, async (tx) => {
    await putText(backup, { key, contentType: 'application/jsonl' }, withHead(kind, lines(tx)))
  })
}
