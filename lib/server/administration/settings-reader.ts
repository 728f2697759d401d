import type { Db } from '@/db/client'
import { NO_SETTINGS, readSettings, type Settings } from '@/lib/administration/read-settings'
import type { LimitValues } from '@/lib/model/limits'

const EVERY_MS = 2_000

export interface SettingsReader {
  /** What was read last; at most two seconds old while the database answers. */
  current(): Settings
  limits(): LimitValues
  /** Reads at once, for whoever has just changed something. */
  refresh(): Promise<void>
}

/** Reads what admins have set every two seconds, so that no request waits for it. While the database is away, what was known counts. */
export function createSettingsReader(db: Db, defaults: LimitValues, everyMs = EVERY_MS): SettingsReader {
  let settings = NO_SETTINGS
  const refresh = async () => {
    settings = await readSettings(db)
  }
  const readAndGoOn = () =>
    refresh()
      .catch(() => undefined) // the database is away: its own errors are told elsewhere
      .finally(() => setTimeout(readAndGoOn, everyMs).unref())
  void readAndGoOn()
  return { current: () => settings, limits: () => ({ ...defaults, ...settings.limits }), refresh }
}
