import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { troubles } from '@/db/schema/administration'
import { mails } from '@/db/schema/people/mail'
import { vaultPasses } from '@/db/schema/vault'
import { isNearlyFull } from '@/lib/administration/find-troubles'
import { readSettings } from '@/lib/administration/read-settings'
import { createTroubleWatch } from '@/lib/server/administration/watch-troubles'
import { test } from '@/tests/support/db'
import { startHttpServer } from '@/tests/support/http-server'

const GB = 1_000_000_000

/** An instance of which a test says what is wrong; `posts`: how often its webhook was asked. */
async function watchInstance(db: Db) {
  const webhook = await startHttpServer()
  webhook.answerJson(200, {})
  const noted: string[] = []
  const world = { backup: null as string | null, isRunnerThere: true, freeBytes: 100 * GB, isRoomUnknown: false }
  const surroundings = {
    backup: async () => world.backup,
    isRunnerThere: async () => world.isRunnerThere,
    sendsMail: true,
    disks: async () => {
      if (world.isRoomUnknown) throw new Error('The backup belongs to another instance')
      return [{ name: 'the data', space: { freeBytes: world.freeBytes, totalBytes: 200 * GB } }]
    },
  }
  const tools = {
    db,
    surroundings,
    webhookUrl: webhook.origin,
    siteUrl: 'https://photos.example',
    note: ({ kind }: { kind: string }) => noted.push(kind),
  }
  const known = async () => (await readSettings(db)).troubles.map(({ kind }) => kind)
  return { webhook, world, noted, known, look: createTroubleWatch(tools), lookElsewhere: createTroubleWatch(tools) }
}

test('what is wrong twice in a row is known and told once, whoever looks, until it is well again', async ({ pool }) => {
  const { webhook, world, noted, known, look, lookElsewhere } = await watchInstance(pool)
  try {
    await look()
    expect(await known()).toEqual([])
    world.backup = 'Bucket a cannot be reached'
    world.freeBytes = GB
    await look()
    expect(await known()).toEqual([])
    for (const each of [look, look, lookElsewhere, lookElsewhere]) await each()
    expect((await known()).sort()).toEqual(['backup', 'disk'])
    expect(webhook.requests).toHaveLength(2)
    expect(noted.sort()).toEqual(['backup', 'disk'])

    world.backup = null
    await look()
    expect((await known()).sort()).toEqual(['backup', 'disk'])
    await pool.update(troubles).set({ seenAt: sql`now() - interval '3 minutes'` })
    await look()
    expect(await known()).toEqual(['disk'])
    world.backup = 'Bucket a cannot be reached'
    await look()
    await look()
    expect(webhook.requests).toHaveLength(3)
  } finally {
    await webhook.close()
  }
})

test('a webhook that does not take it is told again', async ({ pool }) => {
  const { webhook, world, look } = await watchInstance(pool)
  try {
    webhook.answerJson(500, {})
    world.isRunnerThere = false
    await look()
    await expect(look()).rejects.toThrow('500')
    webhook.answerJson(200, {})
    await look()
    await look()
    expect(webhook.requests).toHaveLength(2)
  } finally {
    await webhook.close()
  }
})

test('an alarm of the last check of the backup is a trouble', async ({ pool }) => {
  const { webhook, known, look } = await watchInstance(pool)
  try {
    await pool.insert(vaultPasses).values({ kind: 'listing', expected: 3, alarm: 'Nothing of ours is there' })
    await look()
    await look()
    expect(await known()).toEqual(['vault'])
  } finally {
    await webhook.close()
  }
})

test.for([
  [1, 10, true],
  [3, 40, false],
  [15, 400, true],
  [50, 4_000, false],
] as const)('%s GB of %s are nearly nothing: %s', ([free, total, isFull]) => {
  expect(isNearlyFull({ freeBytes: free * GB, totalBytes: total * GB })).toBe(isFull)
})

test('a backup in trouble that does not tell its room is told of all the same', async ({ pool }) => {
  const { webhook, world, known, look } = await watchInstance(pool)
  try {
    Object.assign(world, { backup: 'The backup belongs to another instance', isRoomUnknown: true })
    await look()
    await look()
    expect(await known()).toEqual(['backup'])
    world.backup = null
    await expect(look()).rejects.toThrow('another instance')
  } finally {
    await pool.delete(troubles)
    await webhook.close()
  }
})

test('a mail that waits for an hour is a trouble, while none is sent', async ({ pool }) => {
  const { webhook, known, look } = await watchInstance(pool)
  const waited = {
    kind: 'digest',
    attempts: 3,
    trouble: 'Greylisted',
    createdAt: sql`now() - interval '2 hours'`,
  } as const
  try {
    await pool.insert(mails).values(waited)
    await look()
    await look()
    expect(await known()).toEqual(['mail'])
  } finally {
    await webhook.close()
  }
})
