import { AppError } from '@/lib/errors'
import type { OriginalUpload } from '@/lib/vault/uploads/begin-upload'

/** What tus 1.0 tells of an upload in headers (https://tus.io/protocols/resumable-upload). */
export function uploadHeaders({ receivedBytes, sizeBytes }: Pick<OriginalUpload, 'receivedBytes' | 'sizeBytes'>) {
  return { 'tus-resumable': '1.0.0', 'upload-offset': String(receivedBytes), 'upload-length': String(sizeBytes) }
}

/** A number of bytes in a header of tus. Throws INVALID_INPUT when it is not there, or none. */
export function readByteCount(request: Request, name: 'Upload-Length' | 'Upload-Offset'): number {
  const text = request.headers.get(name)
  if (text !== null && /^\d{1,15}$/.test(text)) return Number(text)
  throw new AppError('INVALID_INPUT', `The header ${name} must say a number of bytes`)
}

/** An upload as the API shows it. */
export function describeUpload({ id, photoId, sizeBytes, receivedBytes }: OriginalUpload, origin: string) {
  const self = `${origin}/api/v1/original-uploads/${id}`
  return { id: String(id), photoId: String(photoId), sizeBytes, receivedBytes, links: { self } }
}
