import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { packLine } from '@/lib/geo/lines/line'
import type { LngLat } from '@/lib/geo/lng-lat'
import { createGazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import { editSequence } from '@/lib/sequences/editing/edit-sequence'
import { nameSequences } from '@/lib/sequences/name-sequences'
import { test } from '@/tests/support/db'
import { insertSequence, insertUser } from '@/tests/support/factories'

const gazetteer = createGazetteer()
const AT_MIDNIGHT = new Date('2020-08-31T23:30:00Z') // September in England
const GRASMERE: LngLat = [-3.0245, 54.4591]

async function nameOf(db: Db, id: number) {
  const [row] = await db
    .select({ name: sequences.name, needsName: sequences.needsName })
    .from(sequences)
    .where(eq(sequences.id, id))
  return row
}

test('a sequence without a name is named after the nearest place and the month there', async ({ db }) => {
  const owner = await insertUser(db)
  const line = packLine([GRASMERE, GRASMERE])
  const nameless = { ownerId: owner.id, needsName: true, capturedAt: AT_MIDNIGHT, line }
  const walk = await insertSequence(db, { ...nameless, transportType: 'Walk' })
  const drive = await insertSequence(db, { ...nameless, transportType: 'Car', capturedAt: null })
  const unknown = await insertSequence(db, { ...nameless, transportType: null, line: packLine([[-30, 40]]) })
  const unmeasured = await insertSequence(db, { ...nameless, name: 'Walk', line: null })
  const own = await insertSequence(db, { ownerId: owner.id, name: 'Walk, my own', line })

  expect(await nameSequences({ db, gazetteer })).toBe(3)
  expect(await nameOf(db, walk.id)).toEqual({ name: 'Walk near Ambleside, September 2020', needsName: false })
  expect(await nameOf(db, drive.id)).toMatchObject({ name: 'Drive near Ambleside' })
  expect(await nameOf(db, unknown.id)).toMatchObject({ name: 'Photos, August 2020' })
  expect(await nameOf(db, unmeasured.id)).toEqual({ name: 'Walk', needsName: true })
  expect(await nameOf(db, own.id)).toMatchObject({ name: 'Walk, my own' })
  expect(await nameSequences({ db, gazetteer })).toBe(0)
})

test('a name that its owner gives in the meantime stays', async ({ db }) => {
  const owner = await insertUser(db)
  const { id } = await insertSequence(db, { ownerId: owner.id, needsName: true, line: packLine([GRASMERE]) })
  await editSequence(db, { sequenceId: id, userId: owner.id, name: 'Round the lake' })
  expect(await nameSequences({ db, gazetteer }, id)).toBe(0)
  expect(await nameOf(db, id)).toEqual({ name: 'Round the lake', needsName: false })
})
