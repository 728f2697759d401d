import { asc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { photoBlurs } from '@/db/schema/blurs'
import { users } from '@/db/schema/people/users'
import type { BlurSource } from '@/lib/model/pictures/blurs'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { type Blurrer, requireBlurrer } from './require-blurrer'

/** A region that is blurred, or was; times are ISO 8601. */
export type Blur = {
  id: string
  region: TagShape
  source: BlurSource
  author: string | null // a user name; null: the service, or somebody who is gone
  createdAt: string
  removedAt: string | null
  removedBy: string | null
  removable: boolean // whether who asks may take it back
}

/** What is blurred on a photo and what was, oldest first; for its owner and moderators. Throws NOT_FOUND, FORBIDDEN. */
export async function listBlurs(db: Db, { photoId, userId }: Blurrer): Promise<Blur[]> {
  const { isModerator } = await requireBlurrer(db, { photoId, userId })
  const [authors, removers] = [alias(users, 'authors'), alias(users, 'removers')]
  const rows = await db
    .select({ blur: photoBlurs, author: authors.username, remover: removers.username })
    .from(photoBlurs)
    .leftJoin(authors, eq(authors.id, photoBlurs.authorId))
    .leftJoin(removers, eq(removers.id, photoBlurs.removedBy))
    .where(eq(photoBlurs.photoId, photoId))
    .orderBy(asc(photoBlurs.id))
  return rows.map(({ blur, author, remover }) => ({
    id: String(blur.id),
    region: blur.region,
    source: blur.source,
    author,
    createdAt: blur.createdAt.toISOString(),
    removedAt: blur.removedAt?.toISOString() ?? null,
    removedBy: remover,
    removable: blur.removedAt === null && (blur.source !== 'moderator' || isModerator),
  }))
}
