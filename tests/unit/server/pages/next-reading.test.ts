import { expect, test } from 'vitest'
import { createNextReading } from '@/lib/server/pages/next-reading'
import { createGate } from '@/tests/support/gate'

test('nobody gets a reading that had begun before they asked, and one answers all who wait', async () => {
  const [begun, change] = [createGate(), createGate()]
  let readings = 0
  const read = createNextReading(async () => {
    const reading = ++readings
    begun.open()
    await change.opened
    return reading
  })
  const first = read()
  await begun.opened
  const later = [read(), read()]
  change.open()
  expect(await first).toBe(1)
  expect(await Promise.all(later)).toEqual([2, 2])
})

test('a reading that fails fails for those who wait for it only', async () => {
  let isBroken = true
  const read = createNextReading(async () => {
    if (isBroken) throw new Error('away')
    return 'back'
  })
  await expect(read()).rejects.toThrow('away')
  isBroken = false
  expect(await read()).toBe('back')
})
