import { spawn } from 'node:child_process'
import { join } from 'node:path'

const PROGRAM = join(import.meta.dirname, '../../scripts/run.mjs')

/** A command as `npm run` runs it, to its end, with `input` typed; nothing of the developer's own environment or .env reaches it. */
export function runCommand(args: string[], env: Record<string, string>, input = '') {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [PROGRAM, '--no-env-file', ...args], {
    env: { PATH, NODE_ENV: 'production', ...env },
  })
  child.stdin.end(input)
  const printed = { out: '', err: '' }
  child.stdout.on('data', (chunk) => (printed.out += chunk))
  child.stderr.on('data', (chunk) => (printed.err += chunk))
  return new Promise<{ code: number | null; out: string; err: string }>((done) =>
    child.on('close', (code) => done({ code, ...printed })),
  )
}
