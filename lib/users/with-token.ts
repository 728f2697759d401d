import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { getToken } from '@/lib/users/get-token'
import { markTokenRefused } from '@/lib/users/log-in'
import type { TokenKeys } from './token-cipher'

/** Calls Mapillary with the user's newest token, and notes it when Mapillary refuses that. Throws UNAUTHENTICATED and what `call` throws. */
export async function withToken<T>(
  tools: { db: Db; tokenKeys: TokenKeys; mapillary: MapillaryClient },
  userId: number,
  call: (token: string) => Promise<T>,
): Promise<T> {
  const { token, revision } = await getToken(tools, userId)
  try {
    return await call(token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNAUTHENTICATED')
      await markTokenRefused(tools.db, { userId, revision })
    throw error
  }
}
