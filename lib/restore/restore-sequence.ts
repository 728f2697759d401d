import { posix } from 'node:path'
import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { unsavedChanges } from '@/db/schema/instance'
import { keyMatches, matchedSequences } from '@/db/schema/key-matches'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { matchedSequenceFormat, sequenceFormat } from '@/lib/manifests/formats'
import { remeasureSequence } from '@/lib/sequences/measuring/remeasure-sequence'
import { insertRows, recordOf } from './insert-rows'
import { messageOf } from './problems'
import { type ManifestHead, readPhotos, readPhotosV1 } from './read-manifest'
import { storePeople } from './store-people'
import { storePhotos } from './store-photos'
import { upgradePhotos, upgradeSequence } from './upgrade'

export type RestoredSequence = { isNew: boolean; peopleProblem: string | null }

type Tools = { db: Db; backup: Backup }
type Options = { head: ManifestHead; onStored: (photos: number) => void }

/**
 * Brings one sequence back, whole or not at all; one that is there already stays as it is. What people added and cannot be read does not keep
 * the photos back: it is told of. Throws INVALID_INPUT for a manifest that is damaged, and what PostgreSQL says of rows that cannot be.
 */
export async function restoreSequence({ db, backup }: Tools, { head, onStored }: Options): Promise<RestoredSequence> {
  return db.transaction(async (tx) => {
    const { id, mapillaryKey } = head.sequence
    const [there] = await tx.select({ key: sequences.mapillaryKey }).from(sequences).where(eq(sequences.id, id))
    if (there && there.key !== mapillaryKey) throw new AppError('CONFLICT', `another sequence has the id ${id} here`)
    if (there) return { isNew: false, peopleProblem: null }
    const target = { sequenceId: id, ownerId: await ownerOf(tx, head) }
    let erased = 0
    if (head.version === 1) await restoreV1({ db: tx, backup }, { head, onStored }, target)
    else {
      await storeSequence(tx, head.json, target)
      erased = await storePhotos(tx, readPhotos(backup, head.key), { target, onStored })
      if (erased > 0) await remeasureSequence(tx, id)
    }
    const key = posix.join(posix.dirname(head.key), 'people.jsonl')
    const peopleProblem = (await backup.head(key))
      ? await problemOf(() => tx.transaction((inner) => storePeople(inner, backup, { key, target })))
      : null
    await tx.delete(unsavedChanges).where(eq(unsavedChanges.sequenceId, id))
    if (head.version === 1 || erased > 0)
      await tx.insert(unsavedChanges).values([
        { kind: 'manifest', sequenceId: id },
        { kind: 'people', sequenceId: id },
      ])
    return { isNew: true, peopleProblem }
  })
}

async function restoreV1(
  { db, backup }: Tools,
  { head, onStored }: Options,
  target: { sequenceId: number; ownerId: number },
): Promise<void> {
  if (head.version !== 1) return
  const restoredAt = new Date()
  await storeSequence(db, upgradeSequence(head.sequence, restoredAt), target)
  const upgraded = upgradePhotos(db, readPhotosV1(backup, head.key), { folder: posix.dirname(head.key), restoredAt })
  await storePhotos(db, upgraded, { target, onStored })
  await remeasureSequence(db, target.sequenceId)
}

async function storeSequence(
  db: Db,
  json: string,
  { sequenceId, ownerId }: { sequenceId: number; ownerId: number },
): Promise<void> {
  const row = sql`jsonb_to_recordset(${`[${json}]`}::jsonb)`
  await db.execute(
    insertRows(sequenceFormat, {
      rows: sql`${row} as r(${recordOf(sequenceFormat)})`,
      also: [[sequences.ownerId, sql`${ownerId}::bigint`]],
    }),
  )
  await db.execute(
    insertRows(matchedSequenceFormat, {
      rows: sql`${row} as p(matching jsonb), jsonb_to_recordset(jsonb_build_array(p.matching)) as r(${recordOf(matchedSequenceFormat)})
        where p.matching is not null and p.matching <> 'null'`,
      also: [[matchedSequences.sequenceId, sql`${sequenceId}::bigint`]],
    }),
  )
}

/** The owner, by id or, in version 1, by key; made from the manifest where the accounts were lost. */
async function ownerOf(db: Db, { version, sequence }: ManifestHead): Promise<number> {
  const { mapillaryKey, username } = sequence.owner
  const newKeyOf = db
    .select({ key: keyMatches.newKey })
    .from(keyMatches)
    .where(and(eq(keyMatches.kind, 'user'), eq(keyMatches.oldKey, mapillaryKey)))
  const [known] = await db
    .select({ id: users.id })
    .from(users)
    .where(
      version === 2
        ? eq(users.id, sequence.owner.id)
        : sql`${users.mapillaryKey} = ${mapillaryKey} or ${users.mapillaryKey} in ${newKeyOf}`,
    )
  if (known) return known.id
  const json = JSON.stringify(version === 2 ? sequence.owner : { mapillaryKey, username })
  const { id } = one(
    await db.execute<{ id: string }>(sql`
      insert into ${users} (id, mapillary_key, username) overriding system value
      select coalesce(r.id, nextval(pg_get_serial_sequence('users', 'id'))), r."mapillaryKey", r.username
      from jsonb_to_record(${json}::jsonb) as r(id bigint, "mapillaryKey" text, username text) returning id`),
  )
  return Number(id)
}

async function problemOf(run: () => Promise<void>): Promise<string | null> {
  try {
    await run()
    return null
  } catch (error) {
    return messageOf(error)
  }
}
