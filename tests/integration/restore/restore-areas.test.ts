import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { describeExcludedAreas, putExcludedAreas } from '@/lib/excluded-areas/put-excluded-areas'
import type { LngLat } from '@/lib/geo/lng-lat'
import { saveChanges } from '@/lib/manifests/save-changes'
import { restore } from '@/lib/restore/restore'
import { areaAround, createWorld, test } from '@/tests/support/backup-world'
import { tokenKeys } from '@/tests/support/store'

const HOME: LngLat = [-3.1, 54.45] // of the photos of the world
const OTHER_KEYS = [Buffer.alloc(32, 8)] as const

const publicOnes = (db: Db) => db.$count(photos, eq(photos.isPublic, true))

async function excludeHome(pool: Db, folder: string) {
  const { backup, ada } = await createWorld(pool, folder)
  expect(await publicOnes(pool)).toBeGreaterThan(0)
  const asked = { ownerId: ada.id, actorId: ada.id, areas: [areaAround(HOME)] }
  await putExcludedAreas({ db: pool, marginKey: tokenKeys[0] }, asked)
  await saveChanges({ db: pool, backup, tokenKeys }, { all: true })
  return { backup, ada }
}

test('excluded areas lie sealed in the backup, and hide from the first moment of a restore', async ({
  pool,
  after,
  folder,
}) => {
  const { backup, ada } = await excludeHome(pool, folder)
  const file = await readFile(join(folder, '.map-the-paths/users.jsonl'), 'utf8')
  expect(file).toContain('"excludedAreas"')
  expect(file).not.toMatch(/54\.4|-3\.1|shape|outline/)
  expect(await publicOnes(pool)).toBe(0)

  expect((await restore({ db: after, backup, tokenKeys })).problems).toEqual([])

  expect(await publicOnes(after)).toBe(0)
  const tools = (db: Db) => ({ db, marginKey: tokenKeys[0] })
  expect(await describeExcludedAreas(tools(after), ada.id)).toEqual(await describeExcludedAreas(tools(pool), ada.id))
})

test('areas that cannot be opened hide everything that they could be about, until the key is there', async ({
  pool,
  after,
  folder,
}) => {
  const { backup, ada } = await excludeHome(pool, folder)
  const tools = { db: after, backup, tokenKeys: OTHER_KEYS }

  const { problems } = await restore(tools)
  expect(problems).toHaveLength(2)
  expect(problems[0]?.reason).toMatch(/another TOKEN_ENCRYPTION_KEY/)
  expect(await publicOnes(after)).toBe(0)
  expect(await describeExcludedAreas({ db: after, marginKey: OTHER_KEYS[0] }, ada.id)).toMatchObject({
    areas: [],
    unreadable: true,
  })
  await saveChanges(tools, { all: true }) // which keeps what it cannot open

  expect((await restore({ ...tools, tokenKeys })).problems).toEqual([])
  expect(await describeExcludedAreas({ db: after, marginKey: tokenKeys[0] }, ada.id)).toMatchObject({
    areas: [{ type: 'Polygon' }],
    unreadable: false,
  })
})
