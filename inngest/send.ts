import { randomUUID } from 'node:crypto'
import { inngest } from '@/inngest/client'
import {
  accountSyncRequested,
  deletionRequested,
  erasureRequested,
  importCancelled,
  importRequested,
  importSettled,
  mailRequested,
  takeoutDeleted,
  takeoutRequested,
  userLoggedIn,
  verificationRequested,
} from '@/inngest/events'

// An Inngest drops an event whose id it knows, for a day, also when the database is a new one with the same numbers. So each id is unique.

const EVENTS_AT_ONCE = 200

/** Starts an attempt at an import that is in the database. When the event never arrives, the sweep begins another attempt. */
export async function sendImportRequested(data: { importId: number; userId: number; attempt: number }): Promise<void> {
  await sendImportsRequested([data])
}

/** The same for many. */
export async function sendImportsRequested(
  requested: { importId: number; userId: number; attempt: number }[],
): Promise<void> {
  for (let at = 0; at < requested.length; at += EVENTS_AT_ONCE) {
    const events = requested
      .slice(at, at + EVENTS_AT_ONCE)
      .map((data) => importRequested.create(data, { id: `import-${data.importId}-${data.attempt}-${randomUUID()}` }))
    await quietly(inngest.send(events))
  }
}

/** Ends the run of a cancelled import and lets the user's next one start. */
export async function sendImportCancelled(data: { importId: number; userId: number }): Promise<void> {
  await quietly(inngest.send([importCancelled.create(data), importSettled.create(data)]))
}

/** Starts the removal of a deleted sequence. Sent again, it is done again: every step of it is safe to repeat. */
export async function sendDeletionRequested(data: {
  sequenceId: number
  userId: number
  backup: boolean
}): Promise<void> {
  await quietly(inngest.send(deletionRequested.create(data, { id: `delete-${data.sequenceId}-${randomUUID()}` })))
}

/** Starts the erasure of an account whose week is over. Sent again, it goes on where it stopped. */
export async function sendErasureRequested(data: { userId: number }): Promise<void> {
  await quietly(inngest.send(erasureRequested.create(data, { id: `erase-${data.userId}-${randomUUID()}` })))
}

/** Starts or goes on with a sync that is in the database. */
export async function sendAccountSyncRequested(data: { userId: number; attempt: number }): Promise<void> {
  const id = `reading-${data.userId}-${data.attempt}-${randomUUID()}`
  await quietly(inngest.send(accountSyncRequested.create(data, { id })))
}

/** Starts a pass that is in the database. */
export async function sendVerificationRequested(data: { passId: number }): Promise<void> {
  await quietly(inngest.send(verificationRequested.create(data, { id: `verify-${data.passId}-${randomUUID()}` })))
}

/** Starts or goes on with the making of a takeout. When the event never arrives, the sweep begins another attempt. */
export async function sendTakeoutRequested(data: { takeoutId: number; attempt: number }): Promise<void> {
  const id = `takeout-${data.takeoutId}-${data.attempt}-${randomUUID()}`
  await quietly(inngest.send(takeoutRequested.create(data, { id })))
}

/** Has the files of a deleted takeout removed now; else the sweep finds them. */
export async function sendTakeoutDeleted(data: { takeoutId: number }): Promise<void> {
  await quietly(inngest.send(takeoutDeleted.create(data)))
}

/** Has a mail sent now that is in the database; else it is found within a minute. */
export async function sendMailRequested(data: { userId: number }): Promise<void> {
  await quietly(inngest.send(mailRequested.create(data)))
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
