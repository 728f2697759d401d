import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { and, asc, eq } from 'drizzle-orm'
import { afterEach, describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { tombstones } from '@/db/schema/instance'
import { audit } from '@/db/schema/people/audit'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { viewpoints } from '@/db/schema/viewpoints'
import { describeErasure } from '@/lib/erasure/describe-erasure'
import { completeErasure, erase } from '@/lib/erasure/erase'
import { type Asked, findTarget } from '@/lib/erasure/find-target'
import type { ErasureTools } from '@/lib/erasure/types'
import { listNotices } from '@/lib/notices/list-notices'
import { pictureName } from '@/lib/photos/pictures/picture-cache'
import { raiseMapVersion, readMapState } from '@/lib/tiles/map-version'
import { createWorld, test } from '@/tests/support/backup-world'
import { dyingAt, erasingTools, filesIn, put, textIn } from '@/tests/support/erasing'

const made: string[] = []
afterEach(async () => {
  for (const folder of made.splice(0)) await rm(folder, { recursive: true, force: true })
})

const owners = { audience: 'owner', size: 320, blurs: null } as const

/** The world of the restore's tests, with copies of its first photo everywhere, and a takeout that holds it. */
async function scene(db: Db, folder: string) {
  const world = await createWorld(db, folder)
  made.push(`${folder}-second`, `${folder}-cache`)
  const tools = await erasingTools(db, { backup: world.backup, folder })
  const own = await db.select().from(photos).where(eq(photos.sequenceId, world.walk.id)).orderBy(asc(photos.n))
  const photo = one(own.slice(0, 1))
  await db
    .update(sequences)
    .set({ photoKeys: ['x', photo.mapillaryKey, 'y'] })
    .where(eq(sequences.id, world.walk.id))
  const original = `ada/${world.walk.id}/PHOTO_1.jpg`
  for (const key of [
    `.quarantine/2026-11-29/${original}`,
    `ada/${world.walk.id}/PHOTO_1.from-mapillary-2026-11-29.jpg`,
    '.public/ada/1/PHOTO_1.jpg',
  ])
    await put(tools.backup, key)
  for (const key of [original, `.quarantine/2026-11-28/${original}.2`]) await put(tools.second, key)
  await tools.cache.keep(pictureName(photo.id, owners), Buffer.from('picture'))
  const takeout = one(await db.insert(takeouts).values({ userId: world.ada.id, isAll: true }).returning())
  await db.insert(takeoutSequences).values({ takeoutId: takeout.id, sequenceId: world.walk.id })
  await put(tools.backup, `.takeouts/${takeout.id}/pack`)
  await raiseMapVersion(db)
  return { ...world, tools, photo, takeout, others: own.slice(1) }
}

async function run(tools: ErasureTools, asked: Asked, reason = 'A court order') {
  const target = await findTarget(tools, asked)
  if (target) await erase(tools, target, reason)
  else await completeErasure(tools, asked)
}

const reasonsOf = async (db: Db, action: 'photo.erased' | 'sequence.erased' | 'user.erasure_ordered') =>
  (await db.select().from(audit).where(eq(audit.action, action))).map(({ details }) => details.reason)

async function noticesOf(db: Db, userId: number): Promise<string[]> {
  const { notices } = await listNotices(db, { userId })
  return notices.filter(({ kind }) => kind === 'erased').map(({ text }) => text)
}

async function expectPhotoErased({ tools, photo, others, walk, takeout, ada }: Awaited<ReturnType<typeof scene>>) {
  const { db } = tools
  expect(await db.$count(photos, eq(photos.id, photo.id))).toBe(0)
  expect(await db.$count(viewpoints, eq(viewpoints.photoId, photo.id))).toBe(0)
  expect(await db.$count(photos, eq(photos.sequenceId, walk.id))).toBe(others.length)
  expect(await reasonsOf(db, 'photo.erased')).toEqual(['A court order'])
  expect(one(await db.select().from(takeouts).where(eq(takeouts.id, takeout.id)))).toMatchObject({
    state: 'ended',
    reason: expect.stringContaining('was erased'),
  })
  expect(await tools.cache.names()).toEqual([])
  expect(await noticesOf(db, ada.id)).toEqual([`The operator erased photo 1 of “${walk.name}”: A court order`])
}

describe('erasing a photo', () => {
  test('takes it out of every table, store and file, and nothing else', async ({ pool, folder }) => {
    const world = await scene(pool, folder)
    const { tools, photo, walk } = world
    const { version } = await readMapState(pool)
    await run(tools, { kind: 'photo', id: photo.id })

    await expectPhotoErased(world)
    const left = [...(await filesIn(folder)), ...(await filesIn(`${folder}-second`))]
    const isOfPhoto = (file: string) => file.includes(`ada/${walk.id}/PHOTO_1.`) || file.includes('.takeouts')
    expect(left.filter(isOfPhoto)).toEqual([])
    expect(left).toContain(`ada/${walk.id}/PHOTO_2.jpg`)
    const lines = (await readFile(join(folder, '.map-the-paths/deleted.jsonl'), 'utf8')).trim().split('\n')
    const [noted] = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'photo')
    expect(noted).toMatchObject({ id: photo.id, mapillaryKeys: [photo.mapillaryKey, 'old'] })
    expect((await textIn(folder)).split(photo.mapillaryKey)).toHaveLength(2) // the tombstone's only
    expect(await readMapState(pool)).toMatchObject({ version, hasTakedown: true })
    const emptied = one(await pool.select().from(sequences).where(eq(sequences.id, walk.id)))
    expect(emptied).toMatchObject({ lastN: 1, photoKeys: ['x', 'y'] })
  })

  test('says before what it takes and what it leaves', async ({ pool, folder }) => {
    const { tools, photo } = await scene(pool, folder)
    const target = await findTarget(tools, { kind: 'photo', id: photo.id })
    const words = target ? (await describeErasure(tools, target)).join('\n') : ''
    expect(words).toContain(`photo ${photo.id}, number 1 of`)
    expect(words).toMatch(/1 photo with .*\n {2}in the backup: 4 files, \d+ B\n {2}in the second copy: 2 files, \d+ B/)
    expect(words).toContain('1 takeout ends')
    expect(words).toContain("0 copies in buckets of photographers' own")
    expect(target?.confirm).toBe(String(photo.id))
  })

  test.for([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])(
    'killed at change %i of the backup, the next run completes it',
    async (count, { pool, folder }) => {
      const world = await scene(pool, folder)
      const { tools, photo } = world
      await run({ ...tools, backup: dyingAt(count, tools.backup) }, { kind: 'photo', id: photo.id }).catch(
        () => undefined,
      )
      await run(tools, { kind: 'photo', id: photo.id }, 'Said again')
      await expectPhotoErased(world)
      expect((await textIn(folder)).split(photo.mapillaryKey)).toHaveLength(2)
      expect((await filesIn(`${folder}-second`)).filter((file) => file.endsWith('jpg'))).toEqual([])
    },
  )

  test('removes what an import wrote while the row went', async ({ pool, folder }) => {
    const { tools, photo, walk } = await scene(pool, folder)
    await run(tools, { kind: 'photo', id: photo.id })
    await put(tools.backup, `ada/${walk.id}/PHOTO_1.jpg`)
    await run(tools, { kind: 'photo', id: photo.id })
    expect(await filesIn(folder)).not.toContain(`ada/${walk.id}/PHOTO_1.jpg`)
  })

  test('is refused for a number that was never given', async ({ pool, folder }) => {
    const { tools } = await scene(pool, folder)
    await expect(run(tools, { kind: 'photo', id: 999_999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('erasing a sequence', () => {
  test.for([0, 1, 3, 6, 9, 100])('is complete, also when killed at change %i', async (count, { pool, folder }) => {
    const { tools, walk, takeout, ada } = await scene(pool, folder)
    await run({ ...tools, backup: dyingAt(count, tools.backup) }, { kind: 'sequence', id: walk.id }).catch(
      () => undefined,
    )
    await run(tools, { kind: 'sequence', id: walk.id })
    expect(await pool.$count(sequences, eq(sequences.id, walk.id))).toBe(0)
    const left = [...(await filesIn(folder)), ...(await filesIn(`${folder}-second`))]
    expect(left.filter((file) => file.includes(`ada/${walk.id}/`) || file.includes('.takeouts'))).toEqual([])
    expect(await reasonsOf(pool, 'sequence.erased')).toEqual(['A court order'])
    expect(one(await pool.select().from(takeouts).where(eq(takeouts.id, takeout.id))).state).toBe('ended')
    expect(await noticesOf(pool, ada.id)).toEqual([`The operator erased the sequence “${walk.name}”: A court order`])
    const isNoted = and(eq(tombstones.kind, 'sequence'), eq(tombstones.deletedId, walk.id))
    expect(one(await pool.select().from(tombstones).where(isNoted)).mapillaryKeys).toEqual([walk.mapillaryKey])
    expect(await pool.$count(tombstones, eq(tombstones.kind, 'photo'))).toBe(4)
  })

  test('takes what its owner left behind with an earlier deletion', async ({ pool, folder }) => {
    const { tools } = await scene(pool, folder)
    const isSequence = eq(tombstones.kind, 'sequence')
    const { deletedId } = one(await pool.select().from(tombstones).where(isSequence))
    expect((await filesIn(folder)).filter((file) => file.startsWith(`ada/${deletedId}/`))).not.toEqual([])
    await run(tools, { kind: 'sequence', id: deletedId })
    expect((await filesIn(folder)).filter((file) => file.startsWith(`ada/${deletedId}/`))).toEqual([])
    expect(one(await pool.select().from(tombstones).where(isSequence)).mapillaryKeys).toHaveLength(1)
    expect(await reasonsOf(pool, 'sequence.erased')).toEqual(['A court order'])
  })
})

describe('erasing a person', () => {
  test.for([0, 1, 3, 6, 9, 12, 100])('is complete, also when killed at change %i', async (count, { pool, folder }) => {
    const { tools, ada } = await scene(pool, folder)
    await run({ ...tools, backup: dyingAt(count, tools.backup) }, { kind: 'user', username: 'ada' }).catch(
      () => undefined,
    )
    await run(tools, { kind: 'user', username: 'ada' }).catch((error) => expect(error.code).toBe('NOT_FOUND'))
    expect(await pool.$count(users, eq(users.id, ada.id))).toBe(0)
    expect(await pool.$count(users, eq(users.isDeparted, true))).toBe(0)
    const left = [...(await filesIn(folder)), ...(await filesIn(`${folder}-second`))]
    expect(left.filter((file) => /(^|\/)ada\//.test(file))).toEqual([])
    expect(await textIn(folder)).not.toContain('"ada"')
    expect(await reasonsOf(pool, 'user.erasure_ordered')).toEqual(['A court order'])
    expect(await pool.$count(audit, eq(audit.action, 'user.erased'))).toBe(1)
  })

  test('is refused for the last admin, and for nobody', async ({ pool, folder }) => {
    const { tools, bob } = await scene(pool, folder)
    await expect(run(tools, { kind: 'user', username: bob.username })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(run(tools, { kind: 'user', username: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
