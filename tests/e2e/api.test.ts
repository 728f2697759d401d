import { request as httpRequest } from '@playwright/test'
import { insertImport, insertPhoto, insertSequence, insertUser } from '../support/factories'
import { sessionCookie, withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

type Who = 'anonymous' | 'owner' | 'other'
type Cell = { method: string; path: string; body?: object; expected: Record<Who, number> }

// Its photos have no pictures, so it is a product of its own.
let stack: Stack
test.beforeAll(async () => {
  stack = await startStack()
})
test.afterAll(() => stack.remove())

/** A public, a private and an unpublished photo of one owner, an import of his, and callers of every kind. */
async function setScene() {
  const scene = await withDatabase(stack, async (db) => {
    const [owner, other] = [await insertUser(db), await insertUser(db)]
    const sequence = await insertSequence(db, { ownerId: owner.id })
    const hidden = await insertSequence(db, { ownerId: owner.id, publishedAt: null })
    const open = await insertPhoto(db, { sequenceId: sequence.id, ownerId: owner.id, n: 1 })
    const secret = await insertPhoto(db, { sequenceId: sequence.id, ownerId: owner.id, n: 2, isPrivate: true })
    const waiting = await insertPhoto(db, { sequenceId: hidden.id, ownerId: owner.id, n: 1 })
    const over = await insertImport(db, { sequenceId: sequence.id, userId: owner.id, state: 'completed' })
    const doomed = await insertSequence(db, { ownerId: owner.id, name: 'Doomed' })
    return { owner, other, sequence, hidden, open, secret, waiting, over, doomed }
  })
  const callAs = async (user: { id: number; username: string } | null, origin = stack.url) => {
    const cookie = user ? await sessionCookie(stack, user) : null
    return httpRequest.newContext({
      baseURL: stack.url,
      extraHTTPHeaders: { origin, ...(cookie && { cookie }) },
    })
  }
  return { ...scene, callAs }
}

test('every route answers anonymous, owner and others as it should', async () => {
  const { owner, other, sequence, hidden, open, secret, waiting, over, doomed, callAs } = await setScene()
  const everybody = { anonymous: 200, owner: 200, other: 200 }
  const ownerOnly = { anonymous: 404, owner: 200, other: 404 }
  const ownImport = { anonymous: 401, owner: 200, other: 404 }
  const table: Cell[] = [
    { method: 'GET', path: '/api/v1/photos', expected: everybody },
    { method: 'GET', path: `/api/v1/photos/${open.id}`, expected: everybody },
    { method: 'GET', path: `/api/v1/photos/${secret.id}`, expected: ownerOnly },
    { method: 'GET', path: `/api/v1/photos/${waiting.id}`, expected: ownerOnly },
    { method: 'GET', path: '/api/v1/photos/999999999', expected: { anonymous: 404, owner: 404, other: 404 } },
    { method: 'GET', path: '/api/v1/photos/x', expected: { anonymous: 404, owner: 404, other: 404 } },
    {
      method: 'GET',
      path: `/api/v1/photos/${secret.id}/image?size=320`,
      expected: { anonymous: 404, owner: 404, other: 404 },
    },
    {
      method: 'GET',
      path: `/api/v1/photos/${open.id}/viewpoint`,
      expected: { anonymous: 401, owner: 200, other: 200 },
    },
    {
      method: 'PUT',
      path: `/api/v1/photos/${open.id}/viewpoint`,
      body: { value: true },
      expected: { anonymous: 401, owner: 403, other: 200 },
    },
    {
      method: 'PUT',
      path: `/api/v1/photos/${open.id}/viewpoint`,
      body: { value: 'yes' },
      expected: { anonymous: 401, owner: 400, other: 400 },
    },
    {
      method: 'PUT',
      path: `/api/v1/photos/${secret.id}/viewpoint`,
      body: { value: true },
      expected: { anonymous: 401, owner: 403, other: 404 },
    },
    { method: 'GET', path: `/api/v1/sequences/${sequence.id}`, expected: everybody },
    { method: 'GET', path: `/api/v1/sequences/${hidden.id}`, expected: ownerOnly },
    { method: 'POST', path: '/api/v1/sequences', body: {}, expected: { anonymous: 401, owner: 400, other: 400 } },
    {
      method: 'POST',
      path: '/api/v1/sequences',
      body: { mapillarySequenceKey: sequence.mapillaryKey },
      expected: { anonymous: 401, owner: 200, other: 403 },
    },
    // The owner has no Mapillary login here: both say so with 401.
    {
      method: 'GET',
      path: `/api/v1/sequences/${sequence.id}/changes`,
      expected: { anonymous: 401, owner: 401, other: 404 },
    },
    {
      method: 'POST',
      path: `/api/v1/sequences/${sequence.id}/sync`,
      expected: { anonymous: 401, owner: 401, other: 404 },
    },
    {
      method: 'DELETE',
      path: `/api/v1/sequences/${doomed.id}`,
      body: { name: 'Doomed' },
      expected: { anonymous: 401, owner: 400, other: 400 },
    },
    {
      method: 'DELETE',
      path: `/api/v1/sequences/${doomed.id}`,
      body: { name: 'Another', backup: true },
      expected: { anonymous: 401, owner: 400, other: 404 },
    },
    { method: 'GET', path: `/api/v1/imports/${over.id}`, expected: ownImport },
    { method: 'GET', path: `/api/v1/imports/${over.id}/events`, expected: ownImport },
    { method: 'POST', path: `/api/v1/imports/${over.id}/cancel`, expected: { anonymous: 401, owner: 409, other: 404 } },
    { method: 'POST', path: `/api/v1/imports/${over.id}/retry`, expected: { anonymous: 401, owner: 409, other: 404 } },
    {
      method: 'DELETE',
      path: `/api/v1/sequences/${doomed.id}`,
      body: { name: 'Doomed', backup: true },
      expected: { anonymous: 401, owner: 202, other: 404 },
    },
    { method: 'GET', path: '/healthz', expected: everybody },
    { method: 'GET', path: '/readyz', expected: everybody },
    { method: 'GET', path: '/tiles/0/0/0.mvt', expected: { anonymous: 204, owner: 204, other: 204 } },
    { method: 'GET', path: '/tiles/99/0/0.mvt', expected: { anonymous: 400, owner: 400, other: 400 } },
  ]
  const users = { anonymous: null, owner, other }
  for (const who of ['anonymous', 'owner', 'other'] as const) {
    const caller = await callAs(users[who])
    for (const { method, path, body, expected } of table) {
      const answer = await caller.fetch(path, { method, ...(body && { data: body }) })
      expect.soft(answer.status(), `${method} ${path} as ${who}`).toBe(expected[who])
      if (answer.status() < 400 || path.startsWith('/tiles')) continue
      expect.soft(answer.headers()['content-type'], `${method} ${path} as ${who}`).toContain('application/problem+json')
      expect
        .soft(await answer.json())
        .toMatchObject({ status: answer.status(), title: expect.any(String), detail: expect.any(String) })
    }
    await caller.dispose()
  }
})

test('a deleted sequence is gone for everyone but its owner at once, and for the owner soon', async () => {
  const { owner, doomed, callAs } = await setScene()
  const [own, visitor] = [await callAs(owner), await callAs(null)]
  const path = `/api/v1/sequences/${doomed.id}`
  const answer = await own.delete(path, { data: { name: 'Doomed', backup: false } })
  expect(await answer.json()).toEqual({ id: String(doomed.id), backupFolder: `${owner.username}/${doomed.id}/` })
  expect((await visitor.get(path)).status()).toBe(404)
  await expect.poll(async () => (await own.get(path)).status(), { timeout: 30_000 }).toBe(404)
})

test('a write that another site sends with the cookie is refused and changes nothing', async () => {
  const { other, open, callAs } = await setScene()
  const attacker = await callAs(other, 'https://evil.example')
  const answer = await attacker.put(`/api/v1/photos/${open.id}/viewpoint`, { data: { value: true } })
  expect(answer.status()).toBe(403)
  const { count } = await (await attacker.get(`/api/v1/photos/${open.id}/viewpoint`)).json()
  expect(count).toBe(0)
})

test('a private photo is in no list, count or tile of others', async () => {
  const { sequence, secret, open, other, owner, callAs } = await setScene()
  for (const [user, expected] of [
    [other, [String(open.id)]],
    [null, [String(open.id)]],
    [owner, [String(open.id), String(secret.id)]],
  ] as const) {
    const caller = await callAs(user)
    const { features } = await (await caller.get(`/api/v1/photos?sequence=${sequence.id}`)).json()
    expect(features.map(({ id }: { id: string }) => id).sort()).toEqual([...expected].sort())
  }
})
