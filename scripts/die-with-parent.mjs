// Preloaded into every part: its standard input is a pipe from the launcher, which the system closes when the launcher
// dies, even by kill -9. So no part is ever left running beside the next launcher's. It ends as the launcher did: nobody reads what it would
// say at its end, and what it does at its end could wait for ever.
import { fstatSync } from 'node:fs'

const input = fstatSync(0)
// Tools that a part starts (Turbopack's workers) get the preload too, but no pipe.
if (input.isSocket() || input.isFIFO()) {
  const end = () => process.kill(process.pid, 'SIGKILL')
  process.stdin.once('end', end)
  process.stdin.once('error', end)
  process.stdin.resume()
  process.stdin.unref()
}
