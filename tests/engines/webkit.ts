import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../scripts/ports.mjs'
import type { Engine, EnginePage } from './engine'

const DRIVER = 'WebKitWebDriver'
const SCREEN = 'Xvfb'
const BROWSERS = ['x86_64', 'aarch64'].flatMap((machine) =>
  ['4.1', '6.0'].map((version) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`),
)
const KEYS = { ArrowRight: '\uE014', Enter: '\uE007' } // https://www.w3.org/TR/webdriver2/#keyboard-actions
const READY_WITHIN_MS = 20_000
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf' // https://www.w3.org/TR/webdriver2/#elements

type Call = (method: 'POST' | 'GET' | 'DELETE', path: string, body?: object) => Promise<unknown>

/** WebKitGTK over WebDriver, on a screen that nobody sees. */
export const webkit: Engine = {
  name: 'WebKit',
  missing: () =>
    isInstalled(DRIVER) && isInstalled(SCREEN) && findBrowser()
      ? null
      : 'WebKitGTK is not installed (Debian: webkit2gtk-driver, xvfb)',
  async start() {
    const screen = spawn(SCREEN, ['-displayfd', '1', '-screen', '0', '1280x900x24'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [display] = await once(screen.stdout, 'data')
    const port = await freePort()
    const env = { ...process.env, DISPLAY: `:${String(display).trim()}` }
    const driver = spawn(DRIVER, [`--port=${port}`], { stdio: 'ignore', env })
    const call = caller(`http://127.0.0.1:${port}`)
    await untilReady(call)
    return {
      open: (url) => openPage(call, url),
      async stop() {
        await Promise.all([end(driver), end(screen)])
      },
    }
  },
}

/** Each page is a session, because a driver has one window at a time. */
async function openPage(ask: Call, url: string): Promise<EnginePage> {
  const options = { binary: findBrowser(), args: ['--automation'] }
  const session = await ask('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
  })
  const path = `/session/${read(session, 'sessionId')}`
  const evaluate = (body: string) => ask('POST', `${path}/execute/sync`, { script: body, args: [] })
  const find = async (selector: string) =>
    read(await ask('POST', `${path}/element`, { using: 'css selector', value: selector }), ELEMENT)
  await ask('POST', `${path}/url`, { url })
  // What came before cannot be heard.
  await evaluate(`window.heard = []; addEventListener('error', ({ message }) => window.heard.push(message))`)
  return {
    evaluate,
    async press(key) {
      const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] }))
      await ask('POST', `${path}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] })
    },
    type: async (selector, text) => void (await ask('POST', `${path}/element/${await find(selector)}/value`, { text })),
    tap: async (selector) => void (await ask('POST', `${path}/element/${await find(selector)}/click`, {})),
    errors: async () => [await evaluate('return window.heard')].flat().map(String),
    close: async () => void (await ask('DELETE', path)),
  }
}

async function untilReady(call: Call): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  while ((await call('GET', '/status').catch(() => null)) === null) {
    if (Date.now() > deadline) throw new Error(`${DRIVER} does not answer`)
    await pause(100)
  }
}

function caller(origin: string): Call {
  return async (method, path, body) => {
    const response = await fetch(origin + path, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
}

function read(answer: unknown, name: string): string {
  const entry = Object.entries(answer ?? {}).find(([key]) => key === name)
  if (!entry) throw new Error(`There is no ${name} in the answer`)
  return String(entry[1])
}

function findBrowser(): string | undefined {
  return BROWSERS.find((path) => existsSync(path))
}

function isInstalled(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill()
  await ended
}
