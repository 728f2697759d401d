import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const preload = pathToFileURL('scripts/die-with-parent.mjs').href

test('a part ends with its launcher, whatever it would do at its end', async () => {
  const endless = `
    process.on('exit', () => { for (;;) {} })
    process.stdout.write('ready')
    setInterval(() => {}, 1_000)`
  const child = spawn(process.execPath, ['--import', preload, '--eval', endless], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  child.stdin.end()
  expect(await ended).toEqual([null, 'SIGKILL'])
})
