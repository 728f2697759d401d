import { createSecondBackup } from '@/lib/backup/connect'
import { env } from '@/lib/config/env'
import { durableRuntime, runtime } from '@/lib/server/runtime'
import type { NightSettings } from '@/lib/vault/night-budget'
import { createPacer } from '@/lib/vault/pacer'
import type { VaultTools } from '@/lib/vault/types'

// Kept on globalThis so that hot reload and separately bundled routes share them.
const holder = globalThis as typeof globalThis & {
  mtpVaultTools?: VaultTools
}

/** What verification works with. All passes of a process share one pace. */
export function vaultTools(): VaultTools {
  holder.mtpVaultTools ??= {
    ...durableRuntime(),
    ...(runtime().mapillary.hasEnded && { mapillary: null }),
    second: createSecondBackup(env()),
    pacer: createPacer(env().MTP_VERIFY_MBPS * 1_000_000),
  }
  return holder.mtpVaultTools
}

/** In how many stores each original is to be. */
export function copiesWanted(): number {
  return vaultTools().second ? 2 : 1
}

/** How long originals are read each night, and how fast at most. */
export function verificationSettings(): NightSettings {
  return { minutes: env().MTP_VERIFY_MINUTES_PER_NIGHT, megabytesPerSecond: env().MTP_VERIFY_MBPS }
}
