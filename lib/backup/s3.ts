import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { AppError } from '@/lib/errors'
import { traced } from '@/lib/metrics/trace'
import { bodyError } from './body-error'
import { INCOMING } from './keys'
import { createOneByOne } from './one-by-one'
import { createCopier } from './s3-copies'
import { ignoreMissing, reason } from './s3-errors'
import { createUploadEnder } from './s3-unfinished'
import type { Backup, BackupEntry, PutOptions } from './types'

export type S3Options = { bucket: string } & Pick<
  S3ClientConfig,
  'forcePathStyle' | 'endpoint' | 'region' | 'credentials' | 'maxAttempts' | 'requestHandler'
>

/**
 * Backup in an S3 bucket. What an object's metadata say (its hash) is known after its last byte only, but S3 wants them before the first:
 * so the bytes go to `.incoming/KEY` and are copied to KEY by the store itself. A killed process leaves at most that object and an
 * unfinished upload behind: whoever writes the key next overwrites the first and ends the second. For keys that nobody writes again there
 * is the bucket's lifecycle rule (README).
 */
export function createS3Backup({ bucket, ...options }: S3Options): Backup {
  const client = createClient(options)
  const attempt = createAttempt(bucket)
  const oneByOne = createOneByOne() // writers of one key share the incoming object
  const endUnfinished = createUploadEnder(client, bucket)
  const { copy, copyIfAbsent } = createCopier(client, bucket)

  async function putIncoming(key: string, body: Readable, contentType: string): Promise<string | undefined> {
    // Two parts of 5 MB in flight bound the memory of one upload.
    const params = { Bucket: bucket, Key: key, Body: body, ContentType: contentType }
    const { ETag } = await new Upload({ client, params, queueSize: 2 }).done()
    return ETag
  }

  function remove(key: string) {
    return client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
  }

  async function replace(key: string, body: Readable, options: PutOptions): Promise<void> {
    const incoming = `${INCOMING}/${key}`
    try {
      await endUnfinished(incoming)
      const etag = await putIncoming(incoming, body, options.contentType)
      const target = { Key: key, ContentType: options.contentType, Metadata: options.metadata() }
      await (options.ifAbsent ? copyIfAbsent : copy)({ key: incoming, etag }, target)
    } finally {
      await remove(incoming).catch(() => undefined) // harmless: the next put overwrites it
    }
  }

  async function* listEntries(prefix: string, after?: string): AsyncGenerator<BackupEntry> {
    let token: string | undefined
    do {
      const from = token === undefined ? { StartAfter: after } : { ContinuationToken: token }
      const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...from })
      const page = await attempt(`list ${prefix}`, null, () => client.send(command))
      for (const { Key, Size = 0 } of page.Contents ?? []) {
        if (Key !== undefined && !Key.startsWith(`${INCOMING}/`)) yield { key: Key, sizeBytes: Size }
      }
      token = page.NextContinuationToken
    } while (token !== undefined)
  }

  return {
    put: (key, body, options) =>
      traced('S3 put', { 'aws.s3.bucket': bucket }, () =>
        attempt(`write ${key}`, body, () => oneByOne(key, () => replace(key, body, options))),
      ),
    get: (key, { from } = { from: 0 }) =>
      attempt(`read ${key}`, null, async () => {
        const answer = await ignoreMissing(
          client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...(from > 0 && { Range: `bytes=${from}-` }) })),
        )
        if (!(answer?.Body instanceof Readable)) return null
        const object = { key, sizeBytes: from + (answer.ContentLength ?? 0), metadata: answer.Metadata ?? {} }
        return { body: answer.Body, object }
      }),
    head: (key) =>
      attempt(`read ${key}`, null, async () => {
        const answer = await ignoreMissing(client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })))
        return answer && { key, sizeBytes: answer.ContentLength ?? 0, metadata: answer.Metadata ?? {} }
      }),
    async *list(prefix) {
      for await (const { key } of listEntries(prefix)) yield key
    },
    entries: listEntries,
    move: (from, to) =>
      attempt(`move ${from}`, null, async () => {
        const object = await ignoreMissing(client.send(new HeadObjectCommand({ Bucket: bucket, Key: from })))
        if (!object) return
        await copy({ key: from, etag: object.ETag }, { Key: to })
        await remove(from)
      }),
    describe: (key, { contentType, metadata }) =>
      attempt(`describe ${key}`, null, async () => {
        const { ETag } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
        await copy({ key, etag: ETag }, { Key: key, ContentType: contentType, Metadata: metadata })
      }),
    remove: (key) => attempt(`remove ${key}`, null, async () => void (await remove(key))),
    async check() {
      try {
        const probe = `${INCOMING}/check`
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: probe, Body: 'ok' }))
        await remove(probe)
      } catch (error) {
        const hindrance = error instanceof S3ServiceException ? 'written to' : 'reached'
        throw new AppError('BACKUP_FAILED', `Backup bucket ${bucket} cannot be ${hindrance}: ${reason(error)}`, {
          cause: error,
        })
      }
    },
  }
}

function createClient(options: Omit<S3Options, 'bucket'>): S3Client {
  return new S3Client({
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 120_000,
      throwOnRequestTimeout: true,
      socketTimeout: 60_000,
    },
    ...options,
    // Servers that are not AWS often refuse or, worse, store the checksum trailers that newer SDKs send by default.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

/** Runs requests; the body's own error rises as it is, those of the store as BACKUP_FAILED. */
function createAttempt(bucket: string) {
  return async <T>(what: string, body: Readable | null, run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (error) {
      const own = bodyError(body)
      if (own) throw own
      if (error instanceof AppError) throw error
      throw new AppError('BACKUP_FAILED', `The backup bucket ${bucket} cannot ${what}: ${reason(error)}`, {
        cause: error,
      })
    } finally {
      body?.destroy()
    }
  }
}
