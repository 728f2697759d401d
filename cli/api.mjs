import { setTimeout as delay } from 'node:timers/promises'
import { CommandError, EXIT } from './exit.mjs'
import { readSettings } from './settings.mjs'

const TRIES = 5
const LONGEST_WAIT_SECONDS = 120

/** Asks the API as the user who is logged in. `request` resolves to the response of a success, and waits where it is told to. */
export function connect(options) {
  const { site, token } = readSettings(options)
  if (!token) throw new CommandError(EXIT.login, `You are not logged in to ${site}: mtp login --site ${site}`)
  return client({ site, token })
}

export function client({ site, token }) {
  const request = async (path, { method = 'GET', body, headers: others } = {}) => {
    const url = new URL(path, site)
    if (url.origin !== site) throw new CommandError(EXIT.failed, `${site} named another site: ${url.origin}`)
    const headers = { ...others, authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(url, {
        method,
        headers,
        redirect: 'error',
        ...(body && { body: JSON.stringify(body) }),
      })
      if (response.ok) return response
      const wait = Number(response.headers.get('retry-after'))
      if ([429, 503].includes(response.status) && wait > 0 && wait <= LONGEST_WAIT_SECONDS && attempt < TRIES) {
        await response.body?.cancel()
        await delay(wait * 1000)
        continue
      }
      throw await refusal(response)
    }
  }
  return {
    site,
    request,
    json: async (path, options) => (await request(path, options)).json(),
    /** Everything of a list, page by page; `entries` takes them from a page. */
    async *all(path, entries) {
      for (let next = path; next; ) {
        const page = await (await request(next)).json()
        yield* entries(page)
        next = page.links.next
      }
    },
  }
}

async function send(url, options) {
  try {
    return await fetch(url, options)
  } catch (error) {
    throw new CommandError(EXIT.failed, `${url.origin} cannot be reached: ${error.cause?.message ?? error.message}`)
  }
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}))
  const words = problem.detail ?? `The site answered ${response.status}`
  if (response.status === 401 || response.status === 403) return new CommandError(EXIT.login, words)
  return new CommandError(response.status < 500 ? EXIT.refused : EXIT.failed, words)
}
