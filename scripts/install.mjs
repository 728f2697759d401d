import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)

/** Whether node_modules holds exactly what package-lock.json asks for. */
export function isInstalled() {
  const [wanted, found] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => {
    const file = join(root, name)
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
  })
  if (!wanted || !found) return false
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '') return true
    const installed = found[path]
    return installed ? installed.version === version : Boolean(optional || peer)
  })
}

/**
 * Runs `npm ci` when the packages are missing or not those of package-lock.json. An image (MTP_BUILT) is complete and cannot be written to.
 * @param {{ run?: typeof runCommand, say?: (line: string) => void }} [options]
 */
export async function install({ run = runCommand, say = console.log } = {}) {
  if (process.env.MTP_BUILT === 'true' || isInstalled()) return
  say('Installing packages (npm ci)')
  const code = await run(...npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'))
  if (code !== 0) throw new Error(`npm ci failed with code ${code}`)
}

/** The command line of npm: the very npm that runs us, when there is one. */
export function npm(...args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('npm-cli.js')) return [process.execPath, [script, ...args]]
  return ['npm', args]
}

/** Runs a command of the project to its end, output shown. Resolves to its exit code. */
export function runCommand(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options })
    child.once('error', fail)
    child.once('exit', (code, signal) => done(code ?? signal ?? 1))
  })
}
