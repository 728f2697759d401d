import type { Outcome } from './outcome'

/**
 * What one part of an import has used up of its retries: how often in a row it waited for Mapillary, for how long in all, and how many
 * answers in a row could not be understood. Events carry it from one run to the next, so the names of its fields must not change.
 */
export type RetryBudget = { waits: number; waitedMs: number; tries: number }

export const UNUSED_BUDGET: RetryBudget = { waits: 0, waitedMs: 0, tries: 0 }

/** The budget after an attempt that ended so: anything but a wait restores it. A wait for our backup uses up nothing of it. */
export function budgetAfter({ waits, waitedMs, tries }: RetryBudget, outcome: Outcome): RetryBudget {
  if (outcome.next !== 'wait') return UNUSED_BUDGET
  return {
    waits: waits + 1,
    waitedMs: outcome.isOurs ? waitedMs : waitedMs + outcome.ms,
    tries: outcome.unreadable ? tries + 1 : 0,
  }
}
