import type { Writable } from 'node:stream'

const BLOCK_LENGTH = 4_096
const WAIT_MS = 200

/**
 * Writes lines in blocks, since a write for each takes a tenth of the time of a kept tile. A process that ends writes what waits.
 * Where nobody reads any longer, lines are dropped: neither requests nor the end of the process wait for the log.
 */
export function createLogBlocks(output: Writable): { write: (line: string) => void } {
  let waiting = ''
  let timer: NodeJS.Timeout | undefined

  function flush() {
    clearTimeout(timer)
    timer = undefined
    if (waiting && output.writable) output.write(waiting)
    waiting = ''
  }

  output.on('error', () => {})
  process.on('exit', flush)
  return {
    write(line) {
      waiting += line
      if (waiting.length >= BLOCK_LENGTH) flush()
      else timer ??= setTimeout(flush, WAIT_MS).unref()
    },
  }
}
