import { env } from '@/lib/config/env'
import type { OwnBucketTools } from '@/lib/own-buckets/save-own-bucket'
import { runtime } from '@/lib/server/runtime'

export function ownBucketTools(): OwnBucketTools {
  const { db, tokenKeys } = runtime()
  return { db, tokenKeys, allowPrivate: env().MTP_PRIVATE_BUCKETS }
}
