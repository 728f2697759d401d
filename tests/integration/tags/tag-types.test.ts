import { expect } from 'vitest'
import { createTag } from '@/lib/tags/create-tag'
import { decideTagType } from '@/lib/tags/decide-tag-type'
import { listTagTypes } from '@/lib/tags/list-tag-types'
import { proposeTagType } from '@/lib/tags/propose-tag-type'
import { test } from '@/tests/support/db'
import { boxShape, insertPhoto, insertUser } from '@/tests/support/factories'

test('the tree that comes with the product is active and by name, each type behind its parent', async ({ db }) => {
  const types = await listTagTypes(db, null)

  expect(types.length).toBeGreaterThanOrEqual(60)
  expect(new Set(types.map(({ colour }) => colour)).size).toBe(types.length)
  const seen = new Set<string>()
  for (const { value, parent, state } of types) {
    expect(state).toBe('active')
    if (parent !== null) expect(seen).toContain(parent)
    seen.add(value)
  }
  for (const level of [null, 'surface', 'sight']) {
    const labels = types.filter(({ parent }) => parent === level).map(({ label }) => label)
    expect(labels).toEqual(labels.toSorted((a, b) => a.localeCompare(b, 'en')))
  }
  for (const value of ['bench', 'waymark', 'stile', 'gate', 'surface--gravel', 'obstruction--fallen-tree']) {
    expect(seen).toContain(value)
  }
})

test('a proposal is seen by who made it and by admins, and usable when an admin says yes', async ({ db }) => {
  const [user, other] = [await insertUser(db), await insertUser(db)]
  const admin = await insertUser(db, { role: 'admin' })
  const { id: photoId } = await insertPhoto(db)
  const values = async (viewer: number | null) => (await listTagTypes(db, viewer)).map(({ value }) => value)
  const tag = () => createTag(db, { photoId, userId: user.id, type: 'surface--wet-leaves', shape: boxShape() })

  const proposed = await proposeTagType(db, { userId: user.id, label: 'Wet leaves', parent: 'surface' })
  expect(proposed).toMatchObject({ value: 'surface--wet-leaves', parent: 'surface', state: 'proposed' })
  await expect(proposeTagType(db, { userId: other.id, label: 'wet LEAVES', parent: 'surface' })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: '“Wet leaves” is proposed already and waits for an answer',
  })
  expect(await values(user.id)).toContain('surface--wet-leaves')
  expect(await values(admin.id)).toContain('surface--wet-leaves')
  for (const viewer of [other.id, null]) expect(await values(viewer)).not.toContain('surface--wet-leaves')
  await expect(tag()).rejects.toMatchObject({ code: 'INVALID_INPUT' })

  const decide = (userId: number, state: 'active' | 'rejected') =>
    decideTagType(db, { value: 'surface--wet-leaves', userId, state })
  await expect(decide(user.id, 'active')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await decide(admin.id, 'active')
  await decide(admin.id, 'active')
  expect(await values(null)).toContain('surface--wet-leaves')
  expect(await tag()).toMatchObject({ label: 'Wet leaves' })
  await decide(admin.id, 'rejected')
  expect(await values(admin.id)).not.toContain('surface--wet-leaves')
})

test('an admin adds types at once, and changes their colour', async ({ db }) => {
  const { id: userId } = await insertUser(db, { role: 'admin' })
  expect(await proposeTagType(db, { userId, label: 'Swing', parent: null })).toMatchObject({ state: 'active' })
  expect(await decideTagType(db, { userId, value: 'swing', colour: '#ffee00' })).toMatchObject({ colour: '#ffee00' })
  await expect(decideTagType(db, { userId, value: 'nothing', state: 'active' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('what cannot be proposed is refused in words', async ({ db }) => {
  const { id: userId } = await insertUser(db)
  const propose = (label: string, parent: string | null) => proposeTagType(db, { userId, label, parent })
  await expect(propose('Bench', null)).rejects.toMatchObject({ code: 'CONFLICT', message: '“Bench” exists already' })
  await expect(propose('Wet', 'nothing')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(propose('???', null)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

test('twenty proposals of one user may wait at once', async ({ db }) => {
  const { id: userId } = await insertUser(db)
  for (let index = 0; index < 20; index++) await proposeTagType(db, { userId, label: `Thing ${index}`, parent: null })
  await expect(proposeTagType(db, { userId, label: 'One more', parent: null })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
})
