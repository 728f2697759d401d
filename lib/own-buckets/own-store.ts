import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { AppError } from '@/lib/errors'
import { publicAgents, requirePublicHost } from './public-addresses'

const CONNECT_MS = 10_000
const SILENCE_MS = 60_000
const TRIES = 2

export type BucketAccess = { endpoint: string; region: string; bucket: string; keyId: string; secret: string }
type StoredFile = { body: Readable | Buffer; bytes: number; sha256: string; contentType: string }

/** A bucket of a photographer's own. It is only written to and read: nothing in it is deleted. */
export type OwnStore = {
  /** Writes a file, reads it again and compares it with its SHA-256. Throws BACKUP_FAILED with words for its owner. */
  copy(key: string, file: StoredFile): Promise<void>
  close(): void
}

/** Throws INVALID_INPUT for an address that is not on the internet, unless `allowPrivate`. */
export function openOwnStore(
  { endpoint, region, bucket, keyId, secret }: BucketAccess,
  { allowPrivate }: { allowPrivate: boolean },
): OwnStore {
  if (!allowPrivate) requirePublicHost(new URL(endpoint))
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    forcePathStyle: true,
    maxAttempts: TRIES,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      ...(!allowPrivate && publicAgents()),
      connectionTimeout: CONNECT_MS,
      requestTimeout: SILENCE_MS,
    },
  })
  return {
    async copy(Key, { body, bytes, sha256, contentType }) {
      try {
        await client.send(
          new PutObjectCommand({
            ...{ Bucket: bucket, Key, Body: body, ContentLength: bytes, ContentType: contentType },
            Metadata: { sha256 },
          }),
        )
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
        const hash = createHash('sha256')
        for await (const chunk of Body as AsyncIterable<Buffer>) hash.update(chunk)
        if (hash.digest('hex') !== sha256) throw new Error('it gives back other bytes than it was given')
      } catch (error) {
        if (error instanceof AppError) throw error
        throw new AppError('BACKUP_FAILED', `The bucket cannot be used: ${wordsOf(error)}`, { cause: error })
      }
    },
    close: () => client.destroy(),
  }
}

/** The store's own word, in one line. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const words =
    error.name === 'Error' || error.message.includes(error.name) ? error.message : `${error.name}: ${error.message}`
  return words.split('\n')[0]?.slice(0, 200) ?? ''
}
