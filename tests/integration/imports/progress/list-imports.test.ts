import { describe, expect } from 'vitest'
import { percentDone } from '@/components/imports/progress-numbers'
import { importErrors, importPhotos } from '@/db/schema/imports'
import { countWaitingForLogin } from '@/lib/imports/progress/count-waiting-for-login'
import { getImport } from '@/lib/imports/progress/get-import'
import { listImports } from '@/lib/imports/progress/list-imports'
import { test } from '@/tests/support/db'
import { insertImport, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

describe('listImports', () => {
  test('a user sees their own imports, newest first, page by page', async ({ db }) => {
    const user = await insertUser(db)
    await insertImport(db) // somebody else's
    const ids: string[] = []
    for (let count = 0; count < 3; count++) ids.unshift(String((await insertImport(db, { userId: user.id })).id))

    const first = await listImports(db, { userId: user.id, limit: 2 })
    const second = await listImports(db, { userId: user.id, limit: 2, cursor: Number(first.nextCursor) })

    expect(first.imports.map(({ id }) => id)).toEqual(ids.slice(0, 2))
    expect(second.imports.map(({ id }) => id)).toEqual(ids.slice(2))
    expect(second.nextCursor).toBeNull()
  })

  test('each comes with its originals and errors counted', async ({ db }) => {
    const sequence = await insertSequence(db, { name: 'A ridge' })
    const { id: importId } = await insertImport(db, { sequenceId: sequence.id, state: 'running', photoTotal: 2 })
    const one = await insertPhoto(db, { sequenceId: sequence.id, n: 1 })
    const two = await insertPhoto(db, { sequenceId: sequence.id, n: 2 })
    await db.insert(importPhotos).values([
      { importId, photoId: one.id, originals: 'done' },
      { importId, photoId: two.id, originals: 'failed' },
    ])
    await db.insert(importErrors).values({ importId, photoId: two.id, stage: 'originals', reason: 'cut short' })

    expect((await listImports(db, { userId: sequence.ownerId })).imports).toMatchObject([
      { sequenceName: 'A ridge', state: 'running', photoTotal: 2, originalsDone: 1, errorTotal: 1 },
    ])
  })

  test('each says how much is done with the number that its page shows', async ({ db }) => {
    const sequence = await insertSequence(db)
    const { id: importId } = await insertImport(db, { sequenceId: sequence.id, state: 'running', photoTotal: 3 })
    const empty = await insertImport(db, { userId: sequence.ownerId })
    for (const n of [1, 2, 3]) {
      const { id: photoId } = await insertPhoto(db, { sequenceId: sequence.id, n })
      await db.insert(importPhotos).values({ importId, photoId, data: 'done', ...(n === 1 && { originals: 'failed' }) })
    }

    const { imports } = await listImports(db, { userId: sequence.ownerId })

    const shown = percentDone(await getImport(db, { importId, userId: sequence.ownerId }))
    expect(shown).toBeGreaterThan(0)
    expect(imports.find(({ id }) => id === String(importId))?.percentDone).toBe(shown)
    expect(imports.find(({ id }) => id === String(empty.id))?.percentDone).toBeNull()
  })
})

describe('countWaitingForLogin', () => {
  test("only the user's own imports that wait for a login count", async ({ db }) => {
    const user = await insertUser(db)
    await insertImport(db, { userId: user.id, state: 'waiting_for_login' })
    await insertImport(db, { userId: user.id, state: 'running' })
    await insertImport(db, { state: 'waiting_for_login' })

    expect(await countWaitingForLogin(db, user.id)).toBe(1)
  })
})
