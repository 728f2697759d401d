import { type App, reasonOf } from '@/inngest/local/app'
import { startLoop } from '@/inngest/local/loop'
import type { Rules } from '@/inngest/local/run'
import { backOffMs } from '@/inngest/local/workers'

const SYNC_EVERY_MS = 60_000

export type AppSync = { isSynced: () => boolean; require: () => void; stop: () => Promise<void> }

/** Keeps `rules.functions` those of the app. Nothing can be dispatched or run while they are not known. */
export function startAppSync({
  app,
  rules,
  onFunctions,
  onSynced,
  onError,
  log,
}: {
  app: App
  rules: Rules
  onFunctions: () => Promise<void> // before they count as known
  onSynced: () => void
  onError: (error: unknown) => void
  log: (message: string) => void
}): AppSync {
  const stopping = new AbortController()
  let isSynced = false
  let failures = 0
  const loop = startLoop(sync, onError)

  async function sync() {
    try {
      rules.functions = await app.sync(stopping.signal)
    } catch (error) {
      if (stopping.signal.aborted) return Number.POSITIVE_INFINITY
      isSynced = false
      log(`The app does not answer: ${reasonOf(error)}`)
      return backOffMs(failures++)
    }
    await onFunctions()
    if (failures > 0) log('The app is back')
    failures = 0
    isSynced = true
    onSynced()
    return SYNC_EVERY_MS
  }

  return {
    isSynced: () => isSynced,
    require() {
      isSynced = false
      loop.wake()
    },
    async stop() {
      stopping.abort()
      await loop.stop()
    },
  }
}
