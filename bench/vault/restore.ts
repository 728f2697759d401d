import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { createFolderBackup } from '@/lib/backup/folder'
import { checkStore } from '@/lib/manifests/check-store'
import { saveChanges } from '@/lib/manifests/save-changes'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { restore } from '@/lib/restore/restore'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { insertSequence, insertUser } from '@/tests/support/factories'
import type { Line } from '../import/line'
import { forgetPeak, peakMegabytes } from '../peak-memory'
import type { VaultBench } from './types'

const PHOTOS_GOAL_A_SECOND = 10_000 / 120
const MEMORY_GOAL = 200 // MB more than before
const DETECTIONS = 8
const SEQUENCES = 10
const tokenKeys: TokenKeys = [Buffer.alloc(32, 1)]

/** An empty database is filled from manifests: many sequences with detections, and one that is very long. */
export async function measureRestore(bench: VaultBench): Promise<Line[]> {
  const { restored, longest } = bench.size
  const many = await restoreOne(bench, { sequences: SEQUENCES, photos: restored / SEQUENCES, detections: DETECTIONS })
  const long = await restoreOne(bench, { sequences: 1, photos: longest, detections: 1 })
  const rate = restored / many.seconds
  return [
    {
      name: `Restore of ${restored} photos with ${DETECTIONS} detections each`,
      measured: `${rate.toFixed(0)} photos/s, ${many.seconds.toFixed(1)} s`,
      baseline: '–',
      goal: '10,000 in ≤ 120 s',
      isMet: rate >= PHOTOS_GOAL_A_SECOND,
      values: many,
    },
    {
      name: `Memory of a restore of one sequence of ${longest} photos`,
      measured: `+ ${long.megabytes.toFixed(0)} MB, ${(longest / long.seconds).toFixed(0)} photos/s`,
      baseline: '–',
      goal: `≤ ${MEMORY_GOAL} MB`,
      isMet: long.megabytes <= MEMORY_GOAL,
      values: long,
    },
  ]
}

type World = { sequences: number; photos: number; detections: number } // photos of each sequence, detections of each photo

async function restoreOne(
  { createDatabase }: VaultBench,
  world: World,
): Promise<{ seconds: number; megabytes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'mtp-bench-restore-'))
  try {
    const backup = createFolderBackup(folder)
    const before = await createDatabase()
    await checkStore({ db: before, backup })
    const owner = await insertUser(before)
    for (let at = 0; at < world.sequences; at += 1) {
      const { id: sequenceId } = await insertSequence(before, { ownerId: owner.id })
      await insertPhotos(before, { ...world, sequenceId, ownerId: owner.id })
      await writeManifest({ db: before, backup }, { sequenceId, username: owner.username })
    }
    await saveChanges({ db: before, backup, tokenKeys }, { all: true })
    const after = await createDatabase()
    globalThis.gc?.()
    forgetPeak(process.pid)
    const memory = process.memoryUsage.rss() / 2 ** 20
    const begun = performance.now()
    const { photos, problems } = await restore({ db: after, backup, tokenKeys })
    const seconds = (performance.now() - begun) / 1_000
    if (photos !== world.sequences * world.photos || problems.length > 0)
      throw new Error(`Only ${photos} photos came back: ${JSON.stringify(problems)}`)
    return { seconds, megabytes: peakMegabytes(process.pid) - memory }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Photos along a line, with an answer of Mapillary's of a usual length. */
async function insertPhotos(
  db: Db,
  { sequenceId, ownerId, photos, detections }: World & { sequenceId: number; ownerId: number },
): Promise<void> {
  const answer = JSON.stringify({ creator: { username: 'x', id: '1' }, atomic: 'y'.repeat(600) })
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at, captured_at, lng, lat, compass_angle, camera_make, camera_model,
      altitude, raw, backup_key, backup_sha256, backup_form, backup_bytes, backed_up_at)
    select ${ownerId}, ${sequenceId}, n, 'bench-' || ${sequenceId}::bigint || '-' || n, now(), now() + n * interval '1 second', 8 + n / 1e5, 47, n % 360,
      'GoPro', 'HERO9', 500, ${answer}::jsonb, 'bench/' || ${sequenceId}::bigint || '/PHOTO_' || n || '.jpg', repeat('ab', 32), 'uploaded', 3000000, now()
    from generate_series(1, ${photos}::int) n`)
  await db.execute(sql`
    insert into detections (photo_id, layer, mapillary_key, value, score, area, shape, raw)
    select p.id, 'instances', p.id || '-' || k, 'object--thing-' || k, 0.9, 0.01,
      '{"type": "Polygon", "coordinates": [[[0.1, 0.1], [0.2, 0.1], [0.2, 0.2], [0.1, 0.2], [0.1, 0.1]]]}', '{"key": "bench"}'
    from photos p, generate_series(1, ${detections}::int) k where p.sequence_id = ${sequenceId}`)
}
