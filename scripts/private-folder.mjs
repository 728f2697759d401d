import { chmodSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const OWNER_ONLY = 0o700
const OTHERS_PASS = 0o711 // to what they know by name and may read

/**
 * Makes the data folder readable by its owner only, also one of an earlier version, and so whatever is made from now on. Where root starts
 * PostgreSQL under another account, that account must pass through to its own files.
 */
export function makePrivate(dataDir) {
  process.umask(0o077)
  const passable = process.getuid?.() === 0 ? OTHERS_PASS : OWNER_ONLY
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  chmodSync(dataDir, passable)
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    // PostgreSQL looks after its own folder.
    if (!entry.isDirectory() || entry.name.startsWith('postgres')) continue
    chmodSync(join(dataDir, entry.name), entry.name === 'logs' ? passable : OWNER_ONLY)
  }
}
