import { asc, eq, isNotNull } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { importErrors, importPhotos } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { ODDITIES } from '@/demo/oddities'
import { getImport } from '@/lib/imports/progress/get-import'
import { restartImport } from '@/lib/imports/request/restart-import'
import { getLeaderboard } from '@/lib/leaderboard/get-leaderboard'
import { IMPORT_STAGES } from '@/lib/model/import-stages'
import { editPhoto } from '@/lib/sequences/editing/edit-photo'
import { getSequence } from '@/lib/sequences/get-sequence'
import { getSequenceBackup } from '@/lib/sequences/get-sequence-backup'
import { getVault } from '@/lib/vault/get-vault'
import { testBy } from '@/tests/support/importing'

const ODD = { username: 'ada', photos: ODDITIES.length, isOdd: true, altitude: 'all', detections: 'none' } as const
const numberOf = (what: string) => ODDITIES.findIndex((oddity) => oddity.what === what) + 1

/** Every number that somebody is told, beside the rows that it must follow from. */
async function expectTruth(
  db: Db,
  { importId, sequenceId, userId }: Record<'importId' | 'sequenceId' | 'userId', number>,
) {
  const rows = await db.select().from(photos).where(eq(photos.sequenceId, sequenceId))
  const planned = await db.select().from(importPhotos).where(eq(importPhotos.importId, importId))
  const errors = await db.select().from(importErrors).where(eq(importErrors.importId, importId))
  const progress = await getImport(db, { importId, userId })
  expect(progress.photoTotal ?? 0).toBe(planned.length)
  expect(progress.errorTotal).toBe(errors.length)
  for (const stage of IMPORT_STAGES) {
    const inState = (state: string) => planned.filter((row) => row[stage] === state).length
    const counts = { done: inState('done'), failed: inState('failed'), waiting: inState('pending') }
    expect(progress.stages[stage]).toMatchObject({ total: planned.length, ...counts })
  }
  const backedUp = rows.filter(({ backedUpAt }) => backedUpAt !== null)
  const isWhole = errors.length === 0 && planned.every((row) => IMPORT_STAGES.every((stage) => row[stage] === 'done'))
  if (progress.status === 'completed') expect([isWhole, backedUp.length]).toEqual([true, rows.length])
  if (progress.status === 'completed_with_errors') expect(errors.length).toBeGreaterThan(0)

  const bytes = backedUp.reduce((sum, { backupBytes }) => sum + (backupBytes ?? 0), 0)
  const backup = await getSequenceBackup(db, { sequenceId, username: 'ada' })
  expect(backup).toMatchObject({ files: backedUp.length, bytes })
  const vault = await getVault(db, { ownerId: userId, sequenceId, copiesWanted: 1 })
  expect(vault).toMatchObject({ originals: backedUp.length, bytes })

  const shown = rows.filter(({ isPublic }) => isPublic)
  const board = await getLeaderboard(db, { board: 'photos', period: undefined, limit: 10, cursor: 0, viewer: null })
  expect(board.entries.map(({ value }) => value)).toEqual(shown.length > 0 ? [shown.length] : [])
  if (shown.length === 0) return
  const sequence = await getSequence(db, { sequenceId, viewer: null })
  expect(sequence.photoCount).toBe(shown.length)
  const meters = await getLeaderboard(db, { board: 'distance', period: undefined, limit: 10, cursor: 0, viewer: null })
  expect(meters.entries.map(({ value }) => Math.round(value))).toEqual([Math.round(sequence.lengthMeters)])
}

describe.each(['v3', 'v4'] as const)('a sequence of oddities by %s', { timeout: 60_000 }, (version) => {
  const test = testBy[version]

  test('is kept and told as it is, and every number follows from the rows at each step', async ({ importing }) => {
    const run = await importing(ODD)
    const { db } = run.tools
    const { importId, sequenceId } = await run.request()
    const told = { importId, sequenceId, userId: run.user.id }
    await expectTruth(db, told)
    await run.run(importId)
    await expectTruth(db, told)

    const progress = await getImport(db, { importId, userId: run.user.id })
    const broken = numberOf('a file that stops before its picture')
    expect(progress.status).toBe('completed_with_errors')
    expect(progress.errors.map(({ n, stage }) => [n, stage])).toEqual([[broken, 'originals']])
    const rows = await db.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(asc(photos.n))
    const of = (what: string) => rows[numberOf(what) - 1]
    expect(rows.flatMap(({ n, doubts }) => (doubts.length > 0 ? [[n, ...doubts]] : []))).toEqual([
      [numberOf('a position far away'), 'position'],
      [numberOf('a position next to the Greenwich meridian'), 'position'],
      [numberOf('the first second of 1970'), 'time'],
      [numberOf('a clock that is in 2099'), 'time'],
      [numberOf('an altitude that is no altitude'), 'altitude'],
      [numberOf('an altitude above the air'), 'altitude'],
    ])
    expect(of('a position of (0, 0)')).toMatchObject({ lng: null, lat: null })
    expect(of('an angle of Mapillary’s unknown')).toMatchObject({ compassAngle: null })
    expect(of('no end marker before a trailer')?.pictureFlaws).toEqual(['no-end'])
    expect(of('a PNG under the name of a JPEG')?.pictureFlaws).toEqual(['png'])
    expect(of('a WebP picture under the name of a JPEG')?.pictureFlaws).toEqual(['webp'])
    expect(rows.filter(({ pictureFlaws }) => pictureFlaws.length > 0)).toHaveLength(3)
    expect((await getSequence(db, { sequenceId, viewer: null })).lengthMeters).toBeLessThan(100)

    await editPhoto(db, { photoId: rows[0]?.id ?? 0, userId: run.user.id, hidden: true })
    await expectTruth(db, told)
    await editPhoto(db, { photoId: of('a position far away')?.id ?? 0, userId: run.user.id, trusted: ['position'] })
    await expectTruth(db, told)

    for (const photo of run.sequence.photos) photo.oddity = null
    await restartImport(db, { importId, userId: run.user.id })
    await expectTruth(db, told)
    run.reconnect({})
    await run.run(importId)
    await expectTruth(db, told)
    expect(await db.$count(photos, isNotNull(photos.backedUpAt))).toBeGreaterThanOrEqual(rows.length - 1)
  })
})
