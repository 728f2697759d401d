import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { boundLogFile, openLogFile } from '@/scripts/log-file.mjs'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtp-log-'))
  file = join(folder, 'web.log')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a log that runs for long stays within its bytes, and keeps the newest lines', () => {
  const log = openLogFile(file, 100)
  for (let n = 1; n <= 1_000; n++) log.write(`line ${n}`)
  log.end()
  expect(readdirSync(folder).sort()).toEqual(['web.log', 'web.log.1'])
  const sizes = ['web.log', 'web.log.1'].map((name) => statSync(join(folder, name)).size)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100)
  expect(readFileSync(file, 'utf8').trim().split('\n').at(-1)).toBe('line 1000')
})

test('one line alone cannot pass the limit', () => {
  const log = openLogFile(file, 100)
  log.write('x'.repeat(1_000))
  log.end()
  log.write('too late')
  expect(statSync(file).size).toBe(100)
})

test('a log goes on where an earlier start left it', () => {
  writeFileSync(file, `${'x'.repeat(90)}\n`)
  const log = openLogFile(file, 100)
  log.write('a new start')
  log.end()
  expect(readFileSync(file, 'utf8')).toBe('a new start\n')
  expect(statSync(`${file}.1`).size).toBe(91)
})

test('the log of another process is emptied when it is too large, and a copy is kept', () => {
  writeFileSync(file, 'x'.repeat(100))
  boundLogFile(file, 100)
  expect(readdirSync(folder)).toEqual(['web.log'])
  writeFileSync(file, 'x'.repeat(101))
  boundLogFile(file, 100)
  expect([statSync(file).size, statSync(`${file}.1`).size]).toEqual([0, 101])
})
