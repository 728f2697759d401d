import { cron } from 'inngest'
import { inngest } from '@/inngest/client'
import { verificationRequested } from '@/inngest/events'
import { nameRounds } from '@/inngest/repeat-step'
import { runtime } from '@/lib/server/runtime'
import { vaultTools, verificationSettings } from '@/lib/server/vault/tools'
import { endPass, endReading, findPass, startPass } from '@/lib/vault/passes'
import type { VaultPass } from '@/lib/vault/types'
import { LISTING_BEGIN, type ListingResult, type ListingState, verifyNames } from '@/lib/vault/verify-names'
import { type SliceResult, verifySlice } from '@/lib/vault/verify-slice'

const MOST_ROUNDS = 950 // Inngest allows a run 1,000 steps
const SLICES_PER_MINUTE = 3
const FRESH_MS = 7 * 24 * 3_600_000 // an original that was right so lately is not read again

/** A pass as it comes back from a step: JSON knows no dates. */
type StoredPass = Omit<VaultPass, 'startedAt'> & { startedAt: string }

/** Compares the names and sizes in the backup with what was noted, each day. */
export const listBackup = inngest.createFunction(
  { id: 'list-backup', triggers: [cron('30 1 * * *')], retries: 3, concurrency: { limit: 1 } },
  async ({ step }) => {
    const pass = await step.run('start', () => startPass(runtime().db, { kind: 'listing' }))
    const name = nameRounds()
    let result: ListingResult = { next: 'again', state: LISTING_BEGIN }
    for (let round = 0; round < MOST_ROUNDS && result.next === 'again'; round += 1) {
      const { state }: { state: ListingState } = result
      result = await step.run(name('list'), () => listSlice(pass, state))
    }
    await step.run('end', () => endPass(runtime().db, pass.id))
    return { passId: pass.id }
  },
)

/** Reads originals each night within the budget of minutes: those known to be bad first, then those not read for longest. */
export const readBackup = inngest.createFunction(
  { id: 'read-backup', triggers: [cron('0 2 * * *')], retries: 3, concurrency: { limit: 1 } },
  async ({ step }) => {
    const minutes = await step.run('read-budget', () => verificationSettings().minutes)
    if (minutes === 0) return { passId: null }
    const pass = await step.run('start', () => startPass(runtime().db, { kind: 'reading' }))
    const name = nameRounds()
    let result: SliceResult = 'again'
    for (let round = 0; round < minutes * SLICES_PER_MINUTE && result === 'again'; round += 1)
      result = await step.run(name('read'), () => readSlice(pass))
    await step.run('end', () => endReading(runtime().db, { pass: withDate(pass), dueBefore: dueBefore(pass) }))
    return { passId: pass.id }
  },
)

/** Reads the originals of one sequence, because its owner asked. */
export const verifySequence = inngest.createFunction(
  {
    id: 'verify-sequence',
    triggers: [verificationRequested],
    retries: 3,
    concurrency: { limit: 1, key: 'event.data.passId' },
  },
  async ({ event, step }) => {
    const { passId } = event.data
    const pass = await step.run('find-pass', () => findPass(runtime().db, passId))
    if (!pass) return { passId }
    const name = nameRounds()
    let result: SliceResult = 'again'
    for (let round = 0; round < MOST_ROUNDS && result === 'again'; round += 1)
      result = await step.run(name('read'), () =>
        verifySlice(vaultTools(), { pass: withDate(pass), dueBefore: new Date(pass.startedAt) }),
      )
    await step.run('end', () => endReading(runtime().db, { pass: withDate(pass), dueBefore: new Date(pass.startedAt) }))
    return { passId }
  },
)

function listSlice(stored: StoredPass, state: ListingState): Promise<ListingResult> {
  return verifyNames(vaultTools(), { pass: withDate(stored), state })
}

function readSlice(stored: StoredPass): Promise<SliceResult> {
  const budgetMs = 60_000 / SLICES_PER_MINUTE
  return verifySlice(vaultTools(), { pass: withDate(stored), dueBefore: dueBefore(stored), budgetMs })
}

function dueBefore({ startedAt }: StoredPass): Date {
  return new Date(Date.parse(startedAt) - FRESH_MS)
}

function withDate(pass: StoredPass): VaultPass {
  return { ...pass, startedAt: new Date(pass.startedAt) }
}
