import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holderOf, releaseLock, startOf, takeLock } from '@/scripts/lock.mjs'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtp-lock-'))
  file = join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a free lock is taken, and its holder can be read', () => {
  expect(takeLock(file, { address: 'here' })).toBe(undefined)
  expect(holderOf(file)).toMatchObject({ pid: process.pid, address: 'here' })
  expect(readdirSync(folder)).toEqual(['lock'])
})

test('a lock that a living process holds is not taken', () => {
  writeFileSync(file, JSON.stringify({ pid: process.ppid, started: startOf(process.ppid), address: 'there' }))
  expect(takeLock(file)).toMatchObject({ pid: process.ppid, address: 'there' })
})

test('a lock whose process has ended is taken', async () => {
  const child = spawn(process.execPath, ['--eval', ''])
  const written = { pid: child.pid, started: startOf(child.pid) }
  await new Promise((done) => child.once('exit', done))
  writeFileSync(file, JSON.stringify(written))
  expect(takeLock(file)).toBe(undefined)
})

test('a lock whose process id went to another process is taken', () => {
  writeFileSync(file, JSON.stringify({ pid: process.ppid, started: 'long ago' }))
  expect(takeLock(file)).toBe(undefined)
})

test('a lock file cut short is taken', () => {
  writeFileSync(file, '{"pid":')
  expect(takeLock(file)).toBe(undefined)
})

test('only its holder releases a lock', () => {
  writeFileSync(file, JSON.stringify({ pid: process.ppid, started: startOf(process.ppid) }))
  releaseLock(file)
  expect(holderOf(file)?.pid).toBe(process.ppid)
})
