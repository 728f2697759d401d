import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { AppError } from '@/lib/errors'
import { photosOfSearch } from '@/lib/exports/list-photos'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { type PhotoFilter, parsePhotoFilter } from '@/lib/search/photo-filter'

const MOST_PHOTOS = 100_000

export const TakeoutSearch = z
  .record(z.string().max(50), z.union([z.string().max(1_000), z.array(z.string().max(1_000)).max(50)]))
  .describe('The parameters of `GET /api/v1/photos` by name; of what they find, your own photos are taken.')

/** The numbers of a user's own photos that a search finds, by sequence. Throws INVALID_INPUT. */
export async function findOwnPhotos(
  sources: PhotoSources,
  { userId, search }: { userId: number; search: z.infer<typeof TakeoutSearch> },
): Promise<Map<number, number[]>> {
  const filter = readFilter(search, await usernameOf(sources.db, userId))
  const found = new Map<number, number[]>()
  let count = 0
  for await (const { properties } of photosOfSearch(sources, { filter, viewer: userId })) {
    const sequenceId = Number(properties.sequence.id)
    const numbers = found.get(sequenceId) ?? []
    found.set(sequenceId, numbers)
    numbers.push(properties.n)
    count += 1
    if (count > MOST_PHOTOS) throw new AppError('INVALID_INPUT', `The search finds more than ${MOST_PHOTOS} photos`)
  }
  return found
}

function readFilter(search: z.infer<typeof TakeoutSearch>, username: string): PhotoFilter {
  const { user: _, limit: __, cursor: ___, ...others } = search
  const params = new URLSearchParams(
    Object.entries(others).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
  )
  params.set('user', username)
  try {
    return parsePhotoFilter(params)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const [issue] = error.issues
    throw new AppError('INVALID_INPUT', `search.${issue?.path.join('.')}: ${issue?.message}`, { cause: error })
  }
}

async function usernameOf(db: Db, userId: number): Promise<string> {
  const [user] = await db.select({ username: users.username }).from(users).where(eq(users.id, userId))
  return user?.username ?? ''
}
