import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { ownCopies } from '@/db/schema/people/own-buckets'
import { photos } from '@/db/schema/photos'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { QUARANTINE } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { formatBytes, formatPlural } from '@/lib/format/number'
import type { Target } from './find-target'
import type { ErasureTools } from './types'

/** What an erasure would take and what it would leave, in lines for the operator. Changes nothing. */
export async function describeErasure({ db, backup, second }: ErasureTools, target: Target): Promise<string[]> {
  const counts = await countRows(db, target)
  const inBackup = await tally(backup, target.prefixes)
  return [
    `This erases ${target.title}.`,
    `  ${formatPlural(counts.photos, 'photo')} with detections, marks, tags and favourites`,
    `  in the backup: ${inBackup}`,
    second ? `  in the second copy: ${await tally(second, target.prefixes)}` : '  there is no second copy',
    `  ${formatPlural(counts.takeouts, 'takeout ends', 'takeouts end')}`,
    'It leaves what is not ours to erase:',
    `  ${formatPlural(counts.ownCopies, 'copy', 'copies')} in buckets of photographers' own`,
    '  old versions and snapshots that your storage keeps, dumps of the database, and the photos on Mapillary',
  ]
}

async function countRows(db: Db, { photosWhere }: Target) {
  const rows = await db.execute<{ photos: number; takeouts: number; ownCopies: number }>(sql`
    select (select count(*) from ${photos} where ${photosWhere})::int as photos,
      (select count(*) from ${ownCopies} join ${photos} on ${photos.id} = ${ownCopies.photoId} where ${photosWhere})::int as "ownCopies",
      (select count(distinct ${takeouts.id}) from ${takeouts}
        join ${takeoutSequences} on ${takeoutSequences.takeoutId} = ${takeouts.id}
        join ${photos} on ${photos.sequenceId} = ${takeoutSequences.sequenceId}
          and (${takeoutSequences.numbers} is null or ${photos.n} = any(${takeoutSequences.numbers}))
        where ${takeouts.state} <> 'ended' and ${photosWhere})::int as takeouts`)
  return one(rows)
}

/** `3 files, 4.2 MB`, what lies in the quarantine counted in. */
async function tally(store: Backup, prefixes: string[]): Promise<string> {
  let files = 0
  let bytes = 0
  const count = (sizeBytes: number) => {
    files += 1
    bytes += sizeBytes
  }
  for (const prefix of prefixes) for await (const { sizeBytes } of store.entries(prefix)) count(sizeBytes)
  for await (const { key, sizeBytes } of store.entries(`${QUARANTINE}/`)) {
    const original = key.split('/').slice(2).join('/')
    if (prefixes.some((prefix) => original.startsWith(prefix))) count(sizeBytes)
  }
  return `${formatPlural(files, 'file')}, ${formatBytes(bytes)}`
}
