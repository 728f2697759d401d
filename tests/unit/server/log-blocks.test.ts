import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { buildSync } from 'esbuild'
import { expect, test, vi } from 'vitest'
import { createLogBlocks } from '@/lib/server/log-blocks'

test('lines wait for each other, until they are many or old', () => {
  vi.useFakeTimers()
  const output = new PassThrough({ encoding: 'utf8' })
  const blocks = createLogBlocks(output)
  blocks.write('one\n')
  blocks.write('two\n')
  expect(output.read()).toBe(null)
  vi.advanceTimersByTime(200)
  expect(output.read()).toBe('one\ntwo\n')

  blocks.write('x'.repeat(4_095))
  expect(output.read()).toBe(null)
  blocks.write('\n')
  expect(output.read()).toHaveLength(4_096)
  vi.useRealTimers()
})

/** A process that logs into its standard output, and ends when it is told. */
function start(commands: string) {
  const contents = `
    import { createLogBlocks } from '@/lib/server/log-blocks'
    const blocks = createLogBlocks(process.stdout)
    ${commands}`
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    platform: 'node',
    write: false,
  })
  const [script] = outputFiles.map(({ text }) => text)
  return spawn(process.execPath, ['--eval', script ?? ''], { stdio: ['pipe', 'pipe', 'inherit'] })
}

test('a process that ends writes what waits', async () => {
  const child = start(`blocks.write('last words\\n'); process.exit(0)`)
  expect(await text(child.stdout)).toBe('last words\n')
})

test('a process ends also when nobody reads its log any longer', async () => {
  const child = start(`
    blocks.write('ready\\n' + ' '.repeat(5_000))
    process.stdin.once('end', () => {
      blocks.write('nobody reads this')
      process.exit(3)
    }).resume()`)
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  child.stdout.destroy()
  child.stdin.end()
  expect(await ended).toEqual([3, null])
})
