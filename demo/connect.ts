import { connectPage } from './connect-page'
import type { Tokens } from './tokens'
import type { Codes } from './v4/login'
import type { World } from './world'

export type ConnectOptions = {
  world: World
  tokens: Tokens
  codes: Codes
  clientId: string
  tokenIn: 'query' | 'fragment' // where the real one put it differed over time
  redirectHosts: string[] // host names besides the loopback ones
}

export type ConnectAnswer = { html: string; status: number } | { redirect: string }

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** The authorize page: shows whom one can be, and sends the chosen one back to the app with a token (v3) or a code for one (v4). */
export function answerConnect(url: URL, options: ConnectOptions): ConnectAnswer {
  const { searchParams } = url
  const refuse = (why: string): ConnectAnswer => ({ status: 400, html: connectPage({ refusal: why }) })
  if (searchParams.get('client_id') !== options.clientId) return refuse('The client_id is not known here.')
  const type = searchParams.get('response_type')
  if (type !== 'token' && type !== 'code') return refuse('The response_type must be “token” or “code”.')
  const redirectUri = searchParams.get('redirect_uri') ?? ''
  const target = redirectTarget(redirectUri, options.redirectHosts)
  if (!target) return refuse('The redirect_uri must be an http(s) address on this machine.')

  const state = searchParams.get('state')
  const sendBack = (answer: Record<string, string>): ConnectAnswer => {
    const parameters = new URLSearchParams({ ...answer, ...(state === null ? {} : { state }) })
    if (type === 'token' && options.tokenIn === 'fragment') target.hash = parameters.toString()
    else for (const [name, value] of parameters) target.searchParams.set(name, value)
    return { redirect: target.toString() }
  }
  if (searchParams.has('cancel')) return sendBack({ error: type === 'code' ? 'user_denied' : 'access_denied' })
  const username = searchParams.get('as')
  if (username === null)
    return { status: 200, html: connectPage({ world: options.world, request: searchParams, target }) }
  if (!options.world.users.some((user) => user.username === username)) return refuse('There is no such photographer.')
  if (type === 'code') return sendBack({ code: options.codes.give(username, redirectUri) })
  return sendBack({ access_token: options.tokens.mint(username), token_type: 'bearer' })
}

function redirectTarget(text: string, extraHosts: string[]): URL | null {
  if (!URL.canParse(text)) return null
  const target = new URL(text)
  const isWeb = target.protocol === 'http:' || target.protocol === 'https:'
  return isWeb && [...LOOPBACK, ...extraHosts].includes(target.hostname) ? target : null
}
