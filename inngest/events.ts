import { eventType } from 'inngest'
import { z } from 'zod'

const id = z.number().int().positive()

const count = z.number().nonnegative()
const retryBudget = z.object({ waits: count, waitedMs: count, tries: count })

/**
 * An import was written to the database and is to run. `attempt` grows with each retry by hand. `patience` holds the retry budgets that an
 * earlier run of the same attempt left, by step; the name is older than the term, and events under way carry it.
 */
export const importRequested = eventType('sequence/import.requested', {
  schema: z.object({ importId: id, userId: id, attempt: id, patience: z.record(z.string(), retryBudget).optional() }),
})

/** The user cancelled an import. */
export const importCancelled = eventType('sequence/import.cancelled', {
  schema: z.object({ importId: id, userId: id }),
})

/** An import is over, however it ended: the user's next one may start. */
export const importSettled = eventType('sequence/import.settled', { schema: z.object({ importId: id, userId: id }) })

/** A user logged in: there is a new Mapillary token. */
export const userLoggedIn = eventType('user/logged.in', { schema: z.object({ userId: id }) })

/** The owner deleted a sequence; `backup`: its originals too. It is hidden already. */
export const deletionRequested = eventType('sequence/deletion.requested', {
  schema: z.object({ sequenceId: id, userId: id, backup: z.boolean() }),
})

/** Somebody wants a sequence's originals to be read now; the pass is in the database. */
export const verificationRequested = eventType('vault/verification.requested', { schema: z.object({ passId: id }) })

/** A takeout was written to the database and is to be made. `attempt` grows when a run is replaced. */
export const takeoutRequested = eventType('takeout/making.requested', {
  schema: z.object({ takeoutId: id, attempt: id }),
})

/** A takeout was deleted: its files can go. */
export const takeoutDeleted = eventType('takeout/deleted', { schema: z.object({ takeoutId: id }) })

/** The week in which a user could come back is over: their account is to be erased. */
export const erasureRequested = eventType('account/erasure.requested', { schema: z.object({ userId: id }) })

/** The list of a user's photos on Mapillary is to be read, or read on. `attempt` grows with each request. Runs under way wait for this name. */
export const accountSyncRequested = eventType('account/reading.requested', {
  schema: z.object({ userId: id, attempt: id }),
})

/** Somebody waits for a mail; it is in the database. */
export const mailRequested = eventType('mail/requested', { schema: z.object({ userId: id }) })
