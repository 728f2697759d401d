import { setTimeout as delay } from 'node:timers/promises'
import { saveChanges } from './save-changes'

/**
 * Writes into the backup what people changed last, before a process ends. Resolves in time whatever happens: what does not come through stays
 * noted in the database, and another process writes it. Safe to run in several processes at once.
 */
export async function saveLastChanges(
  tools: Parameters<typeof saveChanges>[0],
  { withinMs }: { withinMs: number },
): Promise<void> {
  const patience = new AbortController()
  const tooLate = delay(withinMs, undefined, { signal: patience.signal, ref: false }).then(() => {
    throw new Error('it takes too long')
  })
  try {
    await Promise.race([saveChanges(tools, { all: true, endsAt: Date.now() + withinMs / 2 }), tooLate])
  } catch (error) {
    console.error(`The backup lacks the last changes: ${error instanceof Error ? error.message : error}`)
  } finally {
    patience.abort()
  }
}
