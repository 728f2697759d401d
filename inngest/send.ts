import { inngest } from '@/inngest/client'
import {
  accountSyncRequested,
  deletionRequested,
  importCancelled,
  importRequested,
  importSettled,
  userLoggedIn,
} from '@/inngest/events'

/** Starts an import that is in the database. Inngest drops the event when it has it already; when it never arrives, the sweep sends it again. */
export async function sendImportRequested(data: { importId: number; userId: number; attempt: number }): Promise<void> {
  await quietly(inngest.send(importRequested.create(data, { id: `import-${data.importId}-${data.attempt}` })))
}

/** Ends the run of a cancelled import and lets the user's next one start. */
export async function sendImportCancelled(data: { importId: number; userId: number }): Promise<void> {
  await quietly(inngest.send([importCancelled.create(data), importSettled.create(data)]))
}

/** Starts the removal of a deleted sequence. Sent again after an hour, it is done again: every step of it is safe to repeat. */
export async function sendDeletionRequested(data: {
  sequenceId: number
  userId: number
  backup: boolean
}): Promise<void> {
  const hour = Math.floor(Date.now() / 3_600_000)
  await quietly(inngest.send(deletionRequested.create(data, { id: `delete-${data.sequenceId}-${hour}` })))
}

/** Starts or goes on with a sync that is in the database. Sent again after an hour, it goes on: every step of it is safe to repeat. */
export async function sendAccountSyncRequested(data: { userId: number; attempt: number }): Promise<void> {
  const hour = Math.floor(Date.now() / 3_600_000)
  await quietly(
    inngest.send(accountSyncRequested.create(data, { id: `reading-${data.userId}-${data.attempt}-${hour}` })),
  )
}

/** Wakes what waits for this user's login; it also looks by itself now and then. */
export async function announceLogin(userId: number): Promise<void> {
  await quietly(inngest.send(userLoggedIn.create({ userId })))
}

/** The database already holds what the events say, so a request does not fail when Inngest is away for a moment. */
async function quietly(sent: Promise<unknown>): Promise<void> {
  try {
    await sent
  } catch (error) {
    console.warn('Inngest could not be reached:', error instanceof Error ? error.message : error)
  }
}
