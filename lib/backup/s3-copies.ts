import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import { ignoreMissing } from './s3-errors'

type CopyTarget = Pick<CopyObjectCommandInput, 'Key' | 'ContentType' | 'Metadata' | 'IfNoneMatch'>

/** What copies objects inside a bucket. */
export function createCopier(client: S3Client, bucket: string) {
  /** Copies inside the store. The ETag makes sure that it is our object: another process may be writing the same key. */
  async function copy(from: { key: string; etag: string | undefined }, to: CopyTarget): Promise<void> {
    const source = [bucket, ...from.key.split('/')].map(encodeURIComponent).join('/')
    const match = { CopySource: source, CopySourceIfMatch: from.etag }
    const MetadataDirective = to.Metadata ? 'REPLACE' : 'COPY'
    await client.send(new CopyObjectCommand({ Bucket: bucket, MetadataDirective, ...match, ...to }))
  }

  /** Some stores ignore `If-None-Match` of a copy and some refuse it, so the object is looked for first. */
  async function copyIfAbsent(from: { key: string; etag: string | undefined }, to: CopyTarget): Promise<void> {
    const there = await ignoreMissing(client.send(new HeadObjectCommand({ Bucket: bucket, Key: to.Key })))
    if (there) throw new AppError('CONFLICT', `There is an object ${to.Key} already`)
    await copy(from, { ...to, IfNoneMatch: '*' }).catch((error: unknown) => {
      if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 501) throw error
      return copy(from, to)
    })
  }

  return { copy, copyIfAbsent }
}
