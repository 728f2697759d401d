import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Env } from '@/lib/config/env'

type Settings = Pick<Env, 'NEXTAUTH_SECRET' | 'NEXTAUTH_URL'>
type Feed = { userId: number; revision: number }

/** The address of somebody's feed. It follows from the secret of the instance, so that nothing that opens it is stored. */
export function feedAddress({ NEXTAUTH_SECRET: [secret], NEXTAUTH_URL }: Settings, feed: Feed): string {
  return new URL(`/feeds/notices/${feed.userId}/${keyOf(secret, feed)}`, NEXTAUTH_URL).href
}

/** Whether the key of an address opens the feed, by any of the secrets. */
export function isFeedKey(
  { NEXTAUTH_SECRET: secrets }: Pick<Env, 'NEXTAUTH_SECRET'>,
  feed: Feed,
  key: string,
): boolean {
  return secrets.some((secret) => {
    const [given, right] = [Buffer.from(key), Buffer.from(keyOf(secret, feed))]
    return given.length === right.length && timingSafeEqual(given, right)
  })
}

function keyOf(secret: string, { userId, revision }: Feed): string {
  return createHmac('sha256', secret).update(`notice feed ${userId} ${revision}`).digest('base64url')
}
