import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makePrivate } from '@/scripts/private-folder.mjs'

test.skipIf(process.platform === 'win32')('the data folder of an earlier version is closed to others', () => {
  const before = process.umask()
  const folder = mkdtempSync(join(tmpdir(), 'mtp-data-'))
  try {
    mkdirSync(join(folder, 'backup'))
    for (const path of [folder, join(folder, 'backup')]) chmodSync(path, 0o755)
    makePrivate(folder)
    writeFileSync(join(folder, 'new'), '')
    const modeOf = (name: string) => statSync(join(folder, name)).mode & 0o777
    const closed = process.getuid?.() === 0 ? 0o711 : 0o700
    expect(['', 'logs', 'backup', 'new'].map(modeOf)).toEqual([closed, closed, 0o700, 0o600])
  } finally {
    process.umask(before)
    rmSync(folder, { recursive: true })
  }
})
