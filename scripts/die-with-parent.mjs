// Preloaded into every part: its standard input is a pipe from the launcher, which the system closes when the launcher
// dies, even by kill -9. So no part is ever left running beside the next launcher's.
import { fstatSync } from 'node:fs'

const input = fstatSync(0)
// Tools that a part starts (Turbopack's workers) get the preload too, but no pipe.
if (input.isSocket() || input.isFIFO()) {
  process.stdin.once('end', () => process.exit(1))
  process.stdin.once('error', () => process.exit(1))
  process.stdin.resume()
  process.stdin.unref()
}
