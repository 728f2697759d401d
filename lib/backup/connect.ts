import { join } from 'node:path'
import type { Env } from '@/lib/config/env'
import { createFolderBackup } from './folder'
import { createS3Backup } from './s3'
import type { Backup } from './types'

/** The bucket when one is named, else the folder `backup/` under the data dir. Region, keys and endpoint are read by the AWS SDK itself. */
export function createBackup(env: Env): Backup {
  if (!env.AWS_S3_MAPILLARY_BUCKET) return createFolderBackup(join(env.MTP_DATA_DIR, 'backup'))
  return createS3Backup({ bucket: env.AWS_S3_MAPILLARY_BUCKET, forcePathStyle: env.AWS_S3_FORCE_PATH_STYLE })
}
