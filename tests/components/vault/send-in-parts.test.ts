import { afterEach, expect, test, vi } from 'vitest'
import { sendInParts } from '@/components/vault/send-in-parts'

afterEach(() => vi.unstubAllGlobals())

const FILE = new Blob([new Uint8Array(9_000_000)])

/** The API with one upload. `answers`: what each PATCH gets, in their order; null: the line breaks. */
function api(answers: (number | null)[], receivedBytes = 0) {
  const sent: number[] = []
  let received = receivedBytes
  vi.stubGlobal('fetch', async (_url: string, { method = 'GET', body }: { method?: string; body?: Blob } = {}) => {
    if (method !== 'PATCH') return Response.json({ id: '7', receivedBytes: received })
    sent.push(received)
    const [status = 204] = answers.splice(0, 1)
    if (status === null) throw new TypeError('Failed to fetch')
    if (status !== 204) return Response.json({ detail: `answered ${status}` }, { status })
    received += body?.size ?? 0
    return new Response(null, { status, headers: { 'upload-offset': String(received) } })
  })
  return { sent, lose: (bytes: number) => (received += bytes) }
}

test('a file goes in parts, and the progress is told', async () => {
  const { sent } = api([])
  const progress: number[] = []
  expect(await sendInParts(FILE, '1', { onProgress: (bytes) => progress.push(bytes) })).toBeNull()
  expect(sent).toEqual([0, 4_000_000, 8_000_000])
  expect(progress).toEqual([0, 4_000_000, 8_000_000])
})

test('an earlier try goes on from what has come, also when nothing is missing but the end', async () => {
  const half = api([], 5_000_000)
  expect(await sendInParts(FILE, '1', { onProgress: () => undefined })).toBeNull()
  expect(half.sent[0]).toBe(5_000_000)
  const whole = api([], 9_000_000)
  expect(await sendInParts(FILE, '1', { onProgress: () => undefined })).toBeNull()
  expect(whole.sent).toEqual([9_000_000])
})

test('a server that is away is asked again, and what has come meanwhile is not sent again', async () => {
  const { sent, lose } = api([204, null])
  const wait = async () => void lose(1_000_000)
  expect(await sendInParts(FILE, '1', { onProgress: () => undefined, wait })).toBeNull()
  expect(sent).toEqual([0, 4_000_000, 5_000_000])
})

test('a refusal ends it with its words, and a server that stays away too', async () => {
  api([400])
  const calm = { onProgress: () => undefined, wait: async () => undefined }
  expect(await sendInParts(FILE, '1', calm)).toBe('answered 400')
  api([409])
  expect(await sendInParts(FILE, '1', calm)).toBe('answered 409')
  const { sent } = api(Array.from({ length: 30 }, () => 502))
  expect(await sendInParts(FILE, '1', calm)).toMatch(/broke again and again/)
  expect(sent).toHaveLength(20)
})
