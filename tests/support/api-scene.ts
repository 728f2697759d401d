import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { announcements } from '@/db/schema/administration'
import { apiTokens } from '@/db/schema/people/api-tokens'
import { takeouts } from '@/db/schema/takeouts'
import { SCOPES, type Scope } from '@/lib/model/people/scopes'
import { newToken } from '@/lib/tokens/token'
import { insertBlur, insertImport, insertPhoto, insertReport, insertSequence, insertTag, insertUser } from './factories'
import { sessionCookie } from './session'
import type { Stack } from './stack'

const BACKUP_KEY = 'somebody/1/PHOTO_1.jpg'

export type People = Awaited<ReturnType<typeof insertPeople>>
export type Scene = Awaited<ReturnType<typeof insertScene>>

/** Callers of every kind, and a picture in the backup that photos can have. */
export async function insertPeople(db: Db, stack: Pick<Stack, 'url' | 'dataDir'>) {
  const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#357' } })
    .jpeg()
    .toBuffer()
  mkdirSync(join(stack.dataDir, 'backup', 'somebody/1'), { recursive: true })
  writeFileSync(join(stack.dataDir, 'backup', BACKUP_KEY), picture)

  const [owner, user, foreigner, admin, moderator] = [
    await insertUser(db),
    await insertUser(db),
    await insertUser(db),
    await insertUser(db, { role: 'admin' }),
    await insertUser(db, { role: 'moderator' }),
  ]
  const session = async (who: { id: number; username: string }) => ({
    cookie: await sessionCookie(stack, who),
    origin: stack.url,
  })
  const bearer = async (userId: number, scopes: Scope[], revokedAt: Date | null = null) => {
    const { token, hash, hint } = newToken()
    await db.insert(apiTokens).values({ userId, name: 'A token', scopes, hash, hint, revokedAt })
    return { authorization: `Bearer ${token}` }
  }
  const without = (missing: Scope) =>
    bearer(
      owner.id,
      SCOPES.filter((scope) => scope !== missing),
    )
  return {
    owner,
    user,
    headers: {
      anonymous: {},
      user: await session(user),
      owner: await session(owner),
      foreign: await bearer(foreigner.id, [...SCOPES]),
      revoked: await bearer(owner.id, [...SCOPES], new Date()),
      admin: await session(admin),
      moderator: await session(moderator),
    },
    /** The owner's tokens that lack one scope, and one that lacks every scope. */
    scopeless: {
      read: await without('read'),
      import: await without('import'),
      upload: await without('upload'),
      mark: await without('mark'),
      tag: await without('tag'),
      every: await bearer(owner.id, []),
    } satisfies Record<Scope | 'every', Record<string, string>>,
  }
}

/** A sequence, a photo with a picture and a tag of the user's: public, private, unpublished, deleted and hidden, all of one owner. */
export async function insertScene(db: Db, { owner, user }: People, { isTagRemoved = false } = {}) {
  const insert = async (
    sequence: Partial<Parameters<typeof insertSequence>[1]>,
    photo: Partial<Parameters<typeof insertPhoto>[1]> = {},
  ) => {
    const { id: sequenceId, mapillaryKey, name } = await insertSequence(db, { ownerId: owner.id, ...sequence })
    const { id: photoId } = await insertPhoto(db, {
      sequenceId,
      ownerId: owner.id,
      backupKey: BACKUP_KEY,
      backupBytes: 1_000,
      backupSha256: '0'.repeat(64),
      backedUpAt: new Date(),
      backupForm: 'processed',
      isPano: true,
      panoramaCrop: { left: 0, top: 0, width: 1, height: 1, isDoubted: false, pixels: { width: 2_100, height: 1_050 } },
      ...photo,
    })
    const removal = isTagRemoved ? { removedAt: new Date(), removedBy: user.id } : {}
    const { id: tagId } = await insertTag(db, { photoId, authorId: user.id, ...removal })
    const { id: blurId } = await insertBlur(db, { photoId, authorId: owner.id })
    const { id: importId } = await insertImport(db, { sequenceId, userId: owner.id, state: 'completed' })
    const { id: takeoutId } = one(
      await db
        .insert(takeouts)
        .values({
          userId: owner.id,
          isAll: true,
          state: 'ready',
          readyAt: new Date(),
          expiresAt: new Date(Date.now() + 86_400_000),
        })
        .returning({ id: takeouts.id }),
    )
    const report = await insertReport(db, { photoId, ownerId: owner.id, reporterId: user.id })
    const { id: strangerId } = await insertUser(db) // whom admins may do something to
    const { id: announcementId } = one(
      await db.insert(announcements).values({ text: 'Over', endedAt: new Date() }).returning({ id: announcements.id }),
    )
    const reported = { reportId: report.id, reportKey: report.key }
    return {
      sequenceId,
      mapillaryKey,
      name,
      photoId,
      tagId,
      blurId,
      importId,
      takeoutId,
      strangerId,
      announcementId,
      ...reported,
    }
  }
  return {
    public: await insert({}),
    private: await insert({ isPrivate: true }, { isPrivate: true }),
    unpublished: await insert({ publishedAt: null }),
    deleted: await insert({ deletedAt: new Date() }),
    hidden: await insert({}, { hiddenAt: new Date() }),
  }
}
