import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runCommand } from './install.mjs'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The Chromium that the tests use: the one named, Playwright's own, else one of the system; undefined: none. */
export async function findChromium() {
  const named = process.env.PLAYWRIGHT_CHROMIUM
  if (named) return named
  const { chromium } = await import('@playwright/test')
  return [chromium.executablePath(), ...SYSTEM].find((path) => existsSync(path))
}

/**
 * Installs a Chromium when there is none: Debian's own package as root on Debian, else Playwright's download.
 * Resolves to its path.
 */
export async function ensureChromium() {
  const found = await findChromium()
  if (found) return found
  console.log('Installing Chromium')
  const isRoot = process.getuid?.() === 0
  if (isRoot && isDebian()) await installFromDebian()
  const path = await findChromium()
  if (path) return path

  const playwright = join(dirname(import.meta.dirname), 'node_modules/playwright/cli.js')
  const withSystemLibraries = isRoot && process.platform === 'linux' ? ['--with-deps'] : []
  await runCommand(process.execPath, [playwright, 'install', ...withSystemLibraries, 'chromium'])
  const downloaded = await findChromium()
  if (!downloaded) {
    throw new Error('There is no Chromium. Run npx playwright install chromium, or name one in PLAYWRIGHT_CHROMIUM.')
  }
  return downloaded
}

async function installFromDebian() {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-qq']
  await runCommand('apt-get', [...wait, 'update'], options)
  await runCommand('apt-get', [...wait, 'install', '-y', '--no-install-recommends', 'chromium'], options)
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}
