import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PHOTO_FORMATS } from '@/lib/model/export-formats'

const cli = join(import.meta.dirname, '../../../cli/mtp.mjs')

// The command line runs without a build, so it cannot read the table of formats.
test('the help names every format that photos can be exported as', () => {
  const usage = execFileSync(process.execPath, [cli, 'help'], { encoding: 'utf8' })
  expect(usage).toContain(`--format ${PHOTO_FORMATS.join('|')}`)
})
