import { and, eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { mapillaryAccounts, users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { isUsable } from './find-newest-token'
import { openToken, type TokenKeys } from './token-cipher'

/**
 * The token of a photo's owner, for its public pictures where there is no token of the application: nobody's token serves the photos of
 * others. Throws UNAUTHENTICATED.
 */
export async function findOwnerToken(
  { db, tokenKeys }: { db: Db; tokenKeys: TokenKeys },
  photoKey: string,
): Promise<string> {
  const [account] = await db
    .select({ userId: mapillaryAccounts.userId, encryptedToken: mapillaryAccounts.encryptedToken })
    .from(photos)
    .innerJoin(users, eq(users.id, photos.ownerId))
    .innerJoin(mapillaryAccounts, eq(mapillaryAccounts.userId, users.id))
    .where(and(eq(photos.mapillaryKey, photoKey), isUsable(tokenKeys)))
  if (!account) throw new AppError('UNAUTHENTICATED', 'The photographer is not logged in with Mapillary')
  return openToken(tokenKeys, account.userId, account.encryptedToken)
}
