import { apiFetch } from '@/components/api-fetch'

const PART_BYTES = 4_000_000
const LONGEST_WAIT_MS = 30_000
const MOST_FAILURES = 20 // one after the other, some eight minutes

type Sending = { onProgress: (sentBytes: number) => void; wait?: (ms: number) => Promise<void> }

/**
 * Sends a file for an original in parts. When the line breaks, it goes on from what has come, also from an earlier try. What went wrong, in
 * words, or null.
 */
export async function sendInParts(
  file: Blob,
  photoId: string,
  { onProgress, wait = waitForLine }: Sending,
): Promise<string | null> {
  const begun = await apiFetch(`/api/v1/photos/${photoId}/original/uploads`, 'OriginalUpload', {
    method: 'POST',
    headers: { 'upload-length': String(file.size) },
  })
  if (!begun.answer) return begun.problem
  const url = `/api/v1/original-uploads/${begun.answer.id}`
  let offset = begun.answer.receivedBytes
  for (let failures = 0; failures < MOST_FAILURES; ) {
    onProgress(offset)
    const answer = await sendPart(url, file.slice(offset, offset + PART_BYTES), offset)
    if (answer.isTaken) {
      offset = answer.receivedBytes
      failures = 0
      if (offset === file.size) return null
      continue
    }
    if (answer.isFinal) return answer.problem
    failures += 1
    await wait(Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures))
    const seen = await apiFetch(url, 'OriginalUpload')
    if (seen.answer) {
      if (answer.status === 409 && seen.answer.receivedBytes === offset) return answer.problem
      offset = seen.answer.receivedBytes
    } else if (seen.status === 404) return seen.problem
  }
  return 'The connection broke again and again. Choose the file once more: it goes on from what has come.'
}

type PartAnswer =
  | { isTaken: true; receivedBytes: number }
  | { isTaken: false; isFinal: boolean; status: number; problem: string }

async function sendPart(url: string, part: Blob, offset: number): Promise<PartAnswer> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
  const response = await fetch(url, { method: 'PATCH', headers, body: part }).catch(() => null)
  if (response?.ok) return { isTaken: true, receivedBytes: Number(response.headers.get('upload-offset')) }
  const status = response?.status ?? 0
  const isFinal = status >= 400 && status < 500 && status !== 409 && status !== 429
  return { isTaken: false, isFinal, status, problem: await readProblem(response) }
}

async function readProblem(response: Response | null): Promise<string> {
  const json: unknown = await response?.json().catch(() => null)
  const isProblem = typeof json === 'object' && json !== null && 'detail' in json && typeof json.detail === 'string'
  return isProblem ? String(json.detail) : 'That did not work. Try again.'
}

/** Waits, but no longer than until the device is online again. */
function waitForLine(ms: number): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      done()
    }
    const timer = setTimeout(end, ms)
    addEventListener('online', end)
  })
}
