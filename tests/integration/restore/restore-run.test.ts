import { rm } from 'node:fs/promises'
import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { instance } from '@/db/schema/instance'
import { oneTimeCodes } from '@/db/schema/people/passkeys'
import { restoreRuns } from '@/db/schema/restore-runs'
import { readMarker } from '@/lib/backup/marker'
import { guardStore } from '@/lib/manifests/guard-store'
import { beginRestoreRun, findRestoreRun, issueRestoreCode } from '@/lib/restore/begin-run'
import { findRestoreState } from '@/lib/restore/find-restore-state'
import { runRestore } from '@/lib/restore/run-restore'
import { acceptInvitation, inviteUser } from '@/lib/users/invitations'
import { createWorld, dump, test } from '@/tests/support/backup-world'
import { tokenKeys } from '@/tests/support/store'

test('whoever has the code of the log restores an empty instance, and sees what came back', async ({
  pool,
  after: db,
  folder,
}) => {
  const world = await createWorld(pool, folder)
  await rm(world.manifest(world.ride.id, 'Bob~2F..~2F~C3~A9'))
  const backup = guardStore({ db, backup: world.backup }, { trustMs: 0 })
  expect(await findRestoreState({ db, backup })).toBe('offered')
  const marker = await readMarker(backup)
  const code = await issueRestoreCode({ db, backup })
  expect(JSON.stringify(await db.select().from(oneTimeCodes))).not.toContain(code)
  expect(await readMarker(backup)).toEqual(marker)

  const { runId } = await beginRestoreRun({ db, backup }, code)
  expect(await findRestoreState({ db, backup })).toBe('running')
  expect(await findRestoreRun(db, code)).toMatchObject({ state: 'running', sequenceTotal: null })
  await runRestore({ db, backup, tokenKeys }, runId)
  expect(await findRestoreRun(db, code)).toEqual({
    state: 'ended',
    failure: null,
    sequences: 1,
    sequenceTotal: 1,
    photos: 4,
    there: 0,
    deleted: 1,
    problems: [{ what: expect.stringMatching(/^Bob/), reason: expect.stringContaining('no manifest') }],
  })
  expect((await dump(db)).passkeys).toEqual((await dump(pool)).passkeys)
  expect(await findRestoreState({ db, backup })).toBeNull()
  await expect(issueRestoreCode({ db, backup })).rejects.toMatchObject({ code: 'CONFLICT' })
})

describe('nobody restores', () => {
  test('with a wrong code, a code that was used or is over, or one of another kind', async ({
    pool,
    after: db,
    folder,
  }) => {
    const { backup } = await createWorld(pool, folder)
    const code = await issueRestoreCode({ db, backup })
    const refused = { code: 'FORBIDDEN' }
    await expect(beginRestoreRun({ db, backup }, 'made-up')).rejects.toMatchObject(refused)
    await db.update(oneTimeCodes).set({ expiresAt: sql`now() - interval '1 second'` })
    await expect(beginRestoreRun({ db, backup }, code)).rejects.toMatchObject(refused)
    await db.update(oneTimeCodes).set({ expiresAt: sql`now() + interval '1 hour'`, kind: 'login' })
    await expect(beginRestoreRun({ db, backup }, code)).rejects.toMatchObject(refused)
    expect(await db.$count(restoreRuns)).toBe(0)
    expect(await findRestoreRun(db, code)).toBeNull()
  })

  test('an instance that has its data, or another one beside it at the same time', async ({
    pool,
    after: db,
    folder,
  }) => {
    const { backup } = await createWorld(pool, folder)
    await expect(issueRestoreCode({ db: pool, backup })).rejects.toMatchObject({ code: 'CONFLICT' })
    const first = await issueRestoreCode({ db, backup })
    await expect(issueRestoreCode({ db, backup })).rejects.toMatchObject({ code: 'CONFLICT' })
    await db.update(oneTimeCodes).set({ createdAt: sql`now() - interval '2 minutes'` })
    const codes = [first, await issueRestoreCode({ db, backup })]
    const begun = await Promise.allSettled(codes.map((code) => beginRestoreRun({ db, backup }, code)))
    expect(begun.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})

test('a restore whose process died is offered again, and goes on where it was', async ({ pool, after: db, folder }) => {
  const { backup } = await createWorld(pool, folder)
  const first = await issueRestoreCode({ db, backup })
  await beginRestoreRun({ db, backup }, first)
  await db.update(instance).set({ restoringSince: sql`now()` })
  await db.update(restoreRuns).set({ movedAt: sql`now() - interval '2 minutes'` })
  expect(await findRestoreState({ db, backup })).toBe('interrupted')
  expect(await findRestoreRun(db, first)).toMatchObject({ state: 'failed', failure: 'It was interrupted' })

  await db.update(oneTimeCodes).set({ createdAt: sql`now() - interval '2 minutes'` })
  const code = await issueRestoreCode({ db, backup })
  const { runId } = await beginRestoreRun({ db, backup }, code)
  expect(await runRestore({ db, backup, tokenKeys }, runId)).toMatchObject({ sequences: 2, problems: [] })
  expect(await dump(db)).toEqual(await dump(pool))
})

test('a restore that cannot be says why', async ({ pool, after: db, folder }) => {
  const { backup } = await createWorld(pool, folder)
  const code = await issueRestoreCode({ db, backup })
  const { runId } = await beginRestoreRun({ db, backup }, code)
  const failing = { ...backup, get: () => Promise.reject(new Error('The disk is gone')) }
  expect(await runRestore({ db, backup: failing, tokenKeys }, runId)).toBeNull()
  const [run] = await db.select().from(restoreRuns).where(eq(restoreRuns.id, runId))
  expect(run).toMatchObject({ failure: 'The disk is gone', endedAt: expect.any(Date) })
})

test('nobody logs in while a restore goes on', async ({ pool: db }) => {
  const [person] = await db.execute<{ username: string }>(
    sql`insert into users (mapillary_key, username) values ('key', 'ada') returning username`,
  )
  const { code } = await inviteUser(db, { username: person?.username ?? '' })
  await db.update(instance).set({ restoringSince: sql`now()` })
  await expect(acceptInvitation(db, code)).rejects.toMatchObject({ code: 'CONFLICT' })
})
