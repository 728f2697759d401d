import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { mailAddresses, mails } from '@/db/schema/people/mail'
import { reports } from '@/db/schema/people/reports'
import { mapillaryAccounts } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { tags } from '@/db/schema/tags'
import { viewpoints } from '@/db/schema/viewpoints'
import { PERSONAL_PARTS, type PersonalPart } from '@/lib/model/people/personal-data'
import { writePersonalCsv, writePersonalJson } from '@/lib/personal-data/write-personal-data'
import { newToken } from '@/lib/tokens/token'
import { beginSession } from '@/lib/users/sessions/begin-session'
import { test } from '@/tests/support/db'
import { insertImport, insertPhoto, insertSequence, insertTag, insertUser, newKey } from '@/tests/support/factories'

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

/** Ada with one of everything, and Bob, whose photo she marked and tagged. */
async function scene(db: Db) {
  const [ada, bob] = [await insertUser(db, { username: 'ada' }), await insertUser(db, { username: 'bob' })]
  const sequence = await insertSequence(db, { ownerId: ada.id, name: '=Ridge, "north"' })
  const photo = await insertPhoto(db, { sequenceId: sequence.id, raw: { secret: 'raw' } })
  const marked = await insertPhoto(db, { ownerId: bob.id })
  await db.insert(viewpoints).values({ photoId: marked.id, photoOwnerId: bob.id, userId: ada.id, value: true })
  const tag = await insertTag(db, { photoId: marked.id, authorId: ada.id })
  await db.update(tags).set({ removedAt: new Date(), removedBy: ada.id })
  await insertImport(db, { sequenceId: sequence.id, state: 'completed' })
  const { token, hash, hint } = newToken()
  await db.insert(apiTokens).values({ userId: ada.id, name: 'My script', scopes: ['read'], hash, hint })
  const sessionId = await beginSession(db, { userId: ada.id, userAgent: 'Firefox' })
  await db
    .insert(mapillaryAccounts)
    .values({ userId: ada.id, encryptedToken: 'sealed-token', keyId: 'key-of-token', state: 'active' })
  await db.insert(mailAddresses).values({ userId: ada.id, address: 'ada@example.net', codeHash: 'hashed-code' })
  await db.insert(mails).values({ kind: 'digest', userId: ada.id, state: 'sent' })
  await db.insert(reports).values({
    photoId: photo.id,
    ownerId: ada.id,
    reason: 'privacy',
    gravity: 0,
    email: 'stranger@example.org',
    addressHash: 'hashed-address',
    keyHash: 'hashed-key',
  })
  return {
    ada,
    bob,
    photo,
    marked,
    tag,
    secrets: [token, hash, sessionId, 'sealed-token', 'key-of-token', 'hashed-code'],
  }
}

describe('the download of everything about me', () => {
  test('is one JSON document of all parts', async ({ db }) => {
    const { ada, photo, marked, tag } = await scene(db)
    const document = JSON.parse(await textOf(writePersonalJson(db, ada.id)))
    expect(Object.keys(document)).toEqual(['exportedAt', ...PERSONAL_PARTS])
    expect(document).toMatchObject({
      account: { id: String(ada.id), username: 'ada', mapillaryLogin: { state: 'active' } },
      sequences: [{ name: '=Ridge, "north"' }],
      photos: [{ id: String(photo.id), n: 1 }],
      marks: [{ photoId: String(marked.id), value: true }],
      tags: [{ id: String(tag.id), changes: [{ kind: 'created' }, { kind: 'removed' }] }],
      imports: [{ state: 'completed' }],
      tokens: [{ name: 'My script' }],
      sessions: [{ userAgent: 'Firefox' }],
      reports: [],
      reportsAboutMe: [{ reason: 'privacy', state: 'open' }],
      mail: [{ address: 'ada@example.net', sent: [{ kind: 'digest', state: 'sent' }] }],
    })
  })

  test('holds no token, no hash, and nothing of who reported', async ({ db }) => {
    const { ada, secrets } = await scene(db)
    const tables = await Promise.all(PERSONAL_PARTS.map((part) => textOf(writePersonalCsv(db, ada.id, part))))
    for (const text of [await textOf(writePersonalJson(db, ada.id)), ...tables])
      for (const secret of [...secrets, 'stranger@example.org', 'hashed-address', 'hashed-key'])
        expect(text).not.toContain(secret)
  })

  test('has nothing of anybody else', async ({ db }) => {
    const { bob } = await scene(db)
    const document = JSON.parse(await textOf(writePersonalJson(db, bob.id)))
    expect(document).toMatchObject({
      account: { username: 'bob' },
      marks: [],
      tags: [],
      tokens: [],
      reportsAboutMe: [],
      mail: [],
    })
    expect(document.photos).toHaveLength(1)
  })

  test.for<[PersonalPart, string]>([
    ['sequences', `"'=Ridge, ""north"""`],
    ['tags', '""kind"": ""created""'],
  ])('has %s as a table', async ([part, cell], { db }) => {
    const { ada } = await scene(db)
    const text = await textOf(writePersonalCsv(db, ada.id, part))
    expect(text.trimEnd().split('\r\n')).toHaveLength(2)
    expect(text.replaceAll(/"":""/g, '"": ""')).toContain(cell)
  })

  test('of many photos comes page by page', async ({ db }) => {
    const { id: sequenceId, ownerId } = await insertSequence(db)
    const many = Array.from({ length: 1_002 }, (_, at) => ({ sequenceId, ownerId, n: at + 1, mapillaryKey: newKey() }))
    await db.insert(photos).values(many)
    const document = JSON.parse(await textOf(writePersonalJson(db, ownerId)))
    expect(document.photos.map(({ n }: { n: number }) => n)).toEqual(Array.from({ length: 1_002 }, (_, at) => at + 1))
  })
})
