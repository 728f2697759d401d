// Preloaded into every part: its standard input is a pipe from the launcher, which the system closes when the launcher
// dies, even by kill -9. So no part is ever left running beside the next launcher's.
process.stdin.once('end', () => process.exit(1))
process.stdin.once('error', () => process.exit(1))
process.stdin.resume()
process.stdin.unref()
