import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { parseUnits, UNITS_COOKIE } from '@/lib/format/units'
import { parseTheme, THEME_COOKIE } from '@/lib/model/theme'
import { WELCOMED_COOKIE } from '@/lib/model/welcome'

/** Pages that every stranger gets alike. A query, whatever it is, makes a page that is rendered for whoever asks. */
const SHARED_PATHS = /^\/(?:photos|sequences|leaderboard|viewpoints|(?:photos|sequences)\/[1-9]\d{0,15})?$/

/** Headers with which Next.js asks for a part of a page, or a page as another program sees it. */
const PARTIAL = /^(?:rsc$|next-|x-nextjs-|x-middleware-|x-matched-path$|x-prerender-|range$|authorization$)/

/** What a shared page depends on: its path, and the few cookies of strangers. */
export type SharedAddress = { path: string; cookie: string }

/** null: the page, or a part of it, may be for this one visitor. Any cookie that is not known here makes it so. */
export function sharedAddressOf({ method, url = '', headers }: IncomingMessage): SharedAddress | null {
  if (method !== 'GET' || !SHARED_PATHS.test(url)) return null
  if (Object.keys(headers).some((name) => PARTIAL.test(name))) return null
  const chosen = readChoices(headers)
  if (chosen === null) return null
  const welcomed = url === '/' && chosen.isWelcomed ? `; ${WELCOMED_COOKIE}=1` : '' // no other page reads it
  return { path: url, cookie: `${THEME_COOKIE}=${chosen.theme}; ${UNITS_COOKIE}=${chosen.units}${welcomed}` }
}

function readChoices({ cookie = '' }: IncomingHttpHeaders) {
  const chosen = { theme: parseTheme(undefined), units: parseUnits(undefined), isWelcomed: false }
  for (const pair of cookie.split(';').map((text) => text.trim())) {
    const [name, value] = pair.split('=', 2)
    if (name === THEME_COOKIE) chosen.theme = parseTheme(value)
    else if (name === UNITS_COOKIE) chosen.units = parseUnits(value)
    else if (name === WELCOMED_COOKIE) chosen.isWelcomed = true
    else if (pair !== '') return null
  }
  return chosen
}
