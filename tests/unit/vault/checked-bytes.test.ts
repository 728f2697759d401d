import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { checkedBytes, WrongBytes } from '@/lib/vault/checked-bytes'

const right = Buffer.from('an original')
const noted = { sha256: createHash('sha256').update(right).digest('hex'), bytes: right.length }
const reading = { pacer: { take: async () => undefined } }

async function readAll(source: Readable, options: Parameters<typeof checkedBytes>[2] = reading): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of checkedBytes(source, noted, options)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

test('the right bytes pass', async () => {
  expect(await readAll(Readable.from([right.subarray(0, 3), right.subarray(3)]))).toEqual(right)
})

describe('other bytes fail', () => {
  test.each([
    ['none', Buffer.alloc(0)],
    ['too few', right.subarray(1)],
    ['too many', Buffer.concat([right, right])],
    ['as many, but others', Buffer.from('an Original')],
  ])('%s', async (_, bytes) => {
    await expect(readAll(Readable.from([bytes]))).rejects.toBeInstanceOf(WrongBytes)
  })
})

test('a source that stalls is given up', async () => {
  const silent = new Readable({ read: () => undefined })
  await expect(readAll(silent, { ...reading, patienceMs: 10 })).rejects.toThrow('too slowly')
  expect(silent.destroyed).toBe(true)
})

test("the source's own failure is passed on", async () => {
  const broken = new Readable({
    read() {
      this.destroy(new Error('EIO'))
    },
  })
  await expect(readAll(broken)).rejects.toThrow('EIO')
})
