import { env } from '@/lib/config/env'
import type { TakeoutAddresses } from '@/lib/takeouts/list-takeouts'
import { linkKeysFrom, signLink } from './signed-links'

/** Where the archives of this site are had. */
export function takeoutAddresses(): TakeoutAddresses {
  const keys = linkKeysFrom(env().NEXTAUTH_SECRET)
  return { origin: new URL(env().NEXTAUTH_URL).origin, sign: (takeoutId) => signLink(keys, takeoutId) }
}
