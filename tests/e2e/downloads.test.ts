import { sessionCookie, withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

test('an original and a takeout say how long they are, and give the part that is asked for', async () => {
  const stack = sharedStack()
  const { owner, first, walk } = await withDatabase(stack, (db) => setViewerScene(db, stack.dataDir))
  const headers = { cookie: await sessionCookie(stack, owner), origin: stack.url, 'content-type': 'application/json' }
  const ask = (path: string, more = {}, method = 'GET') =>
    fetch(stack.url + path, { method, headers: { ...headers, ...more } })

  const original = await ask(`/api/v1/photos/${first.id}/image?size=original`)
  expect(original.headers.get('content-length')).toBe(String((await original.arrayBuffer()).byteLength))

  const body = JSON.stringify({ sequences: [String(walk.id)] })
  const made = await fetch(`${stack.url}/api/v1/takeouts`, { method: 'POST', headers, body })
  expect(made.status).toBe(202)
  const { id } = (await made.json()) as { id: string }
  await expect
    .poll(async () => ((await (await ask(`/api/v1/takeouts/${id}`)).json()) as { state: string }).state)
    .toBe('ready')

  const zip = `/api/v1/takeouts/${id}.zip`
  const whole = await ask(zip)
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect(whole.headers.get('content-length')).toBe(String(bytes.length))
  const { headers: told } = await ask(zip, {}, 'HEAD')
  expect(told.get('content-length')).toBe(String(bytes.length))
  const part = await ask(zip, { range: 'bytes=100-299', 'if-range': whole.headers.get('etag') ?? '' })
  expect([part.status, part.headers.get('content-length')]).toEqual([206, '200'])
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 300))
  expect((await ask(zip, { range: `bytes=${bytes.length}-` })).status).toBe(416)
})
