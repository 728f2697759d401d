import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { INCOMING } from './keys'
import { isRefusal } from './s3-errors'

/** What ends the uploads of a key that killed processes left unfinished. */
export function createUploadEnder(client: S3Client, bucket: string): (key: string) => Promise<void> {
  let unfinished: Promise<Map<string, string[]>> | undefined // uploads of killed processes by key, as they were at our first write

  async function listUnfinished(): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>()
    let page: ListMultipartUploadsCommandOutput | undefined
    do {
      const after = { KeyMarker: page?.NextKeyMarker, UploadIdMarker: page?.NextUploadIdMarker }
      page = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: `${INCOMING}/`, ...after }))
      for (const { Key = '', UploadId = '' } of page.Uploads ?? [])
        found.set(Key, [...(found.get(Key) ?? []), UploadId])
    } while (page.IsTruncated)
    return found
  }

  /** Ends the uploads of this key that killed processes left unfinished. Not every store lists them, and our key may not be allowed to. */
  async function endUnfinished(key: string): Promise<void> {
    unfinished ??= listUnfinished().catch((error: unknown) => {
      if (!isRefusal(error)) unfinished = undefined // listed again at the next write
      return new Map()
    })
    const uploads = await unfinished
    const ended = (uploads.get(key) ?? []).map((UploadId) =>
      client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId })).catch(() => undefined),
    )
    await Promise.all(ended)
    uploads.delete(key)
  }

  return endUnfinished
}
