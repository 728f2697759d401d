import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Env } from '@/lib/config/env'
import { createFolderBackup } from './folder'
import { createS3Backup } from './s3'
import type { Backup } from './types'

/** The bucket when one is named, else the folder `backup/` under the data dir. Region, keys and endpoint are read by the AWS SDK itself. */
export function createBackup(env: Env): Backup {
  if (!env.AWS_S3_MAPILLARY_BUCKET) return createFolderBackup(join(env.MTP_DATA_DIR, 'backup'))
  return createS3Backup({ bucket: env.AWS_S3_MAPILLARY_BUCKET, forcePathStyle: env.AWS_S3_FORCE_PATH_STYLE })
}

/** The backup at `s3://bucket`, at a `file:` URL or in a folder; with the settings of the second backup when that is meant. */
export function openBackup(env: Env, address: string): Backup {
  const second = env.MTP_SECOND_BACKUP === address.replace(/\/$/, '') ? createSecondBackup(env) : null
  if (second) return second
  const [, bucket] = /^s3:\/\/([^/]+)\/?$/.exec(address) ?? []
  if (bucket !== undefined) return createS3Backup({ bucket, forcePathStyle: env.AWS_S3_FORCE_PATH_STYLE })
  return createFolderBackup(address.startsWith('file:') ? fileURLToPath(address) : address)
}

/** Where second copies of originals are kept; null: nowhere. What of S3 is not said is read by the AWS SDK itself. */
export function createSecondBackup(env: Env): Backup | null {
  const place = env.MTP_SECOND_BACKUP
  if (place === undefined) return null
  if (!place.startsWith('s3://')) return createFolderBackup(resolve(place))
  const { MTP_SECOND_ACCESS_KEY_ID: accessKeyId, MTP_SECOND_SECRET_ACCESS_KEY: secretAccessKey } = env
  return createS3Backup({
    bucket: place.slice('s3://'.length),
    forcePathStyle: env.MTP_SECOND_FORCE_PATH_STYLE,
    ...(env.MTP_SECOND_ENDPOINT_URL && { endpoint: env.MTP_SECOND_ENDPOINT_URL }),
    ...(env.MTP_SECOND_REGION && { region: env.MTP_SECOND_REGION }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  })
}
