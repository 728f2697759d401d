import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import Negotiator from 'negotiator'
import { tellWithoutScripts } from './bare-not-found'
import { type CapturedAnswer, captureAnswer } from './capture-answer'
import { inlineStyles, type ReadSheet, withoutSheets } from './early-styles'
import { delayScripts, hasFirstPicture } from './late-scripts'
import { createTemplate, fillGzip, fillTemplate, type PageTemplate } from './page-template'
import { type SharedAddress, sharedAddressOf } from './shared-address'
import type { SharedCache } from './shared-cache'

/** Headers that belong to one answer, or to how it travels. */
const OF_ONE_ANSWER = new Set(['connection', 'content-encoding', 'content-length', 'date', 'etag', 'transfer-encoding'])
const zip = promisify(gzip)
const KEPT_OF_REQUEST = new Set(['content-security-policy', 'x-request-id'])

/** A page as every stranger gets it, but for what belongs to one answer: nonce, request id, counters. */
export type SharedPage = {
  template: PageTemplate
  headers: OutgoingHttpHeaders
  nonce: string // which the headers hold: Next.js names it in `Link`
}

export type PageTools = {
  cache: SharedCache<SharedPage>
  findRevision: () => Promise<number>
  /** What pages show beside what the revision tells of, as a text. */
  describeSettings: () => string
  host: string // of the site
  readSheet: ReadSheet
}

/** `nonce` is the one of the policy that `response` carries already. `pass` has the page rendered for whoever asks. */
type Exchange = { request: IncomingMessage; response: ServerResponse; nonce: string; pass: () => void }

/** Answers a page that is the same for all strangers from memory, or renders it once for all who ask. Lets every other request pass. */
export async function answerPage(tools: PageTools, { request, response, nonce, pass }: Exchange): Promise<void> {
  const address = sharedAddressOf(request)
  const revision = address && (await tools.findRevision().catch(() => null)) // without a database Next.js says what is wrong
  if (address === null || revision === null) return pass()
  const isZipped = new Negotiator(request).encodings(['gzip']).includes('gzip')
  let own: CapturedAnswer | null | undefined // undefined: somebody else asked first
  const render = async () => {
    const before = new Set(response.getHeaderNames())
    becomeStranger(request, address, tools.host)
    own = await captureAnswer(response, pass)
    return own && toSharedPage(own, { before, nonce, readSheet: tools.readSheet })
  }
  const name = `${address.path} ${address.cookie} ${tools.describeSettings()}`
  const page = await tools.cache.get(name, revision, render)
  if (page) send(page, { response, nonce, isZipped })
  else if (own) await sendOwn(own, response, isZipped)
  else if (own === undefined) pass()
}

/** Leaves nothing in the request that tells one stranger from another: what is rendered for it is for all. */
function becomeStranger({ headers }: IncomingMessage, { cookie }: SharedAddress, host: string): void {
  for (const name of Object.keys(headers)) if (!KEPT_OF_REQUEST.has(name)) delete headers[name]
  Object.assign(headers, { host, cookie, accept: 'text/html', 'accept-encoding': 'identity', 'user-agent': 'anybody' })
}

/** null: no page, or one that sets a cookie. */
async function toSharedPage(
  { status, headers, body }: CapturedAnswer,
  { before, nonce, readSheet }: { before: Set<string>; nonce: string; readSheet: ReadSheet },
): Promise<SharedPage | null> {
  const added = Object.entries(headers).filter(([name]) => !before.has(name) && !OF_ONE_ANSWER.has(name))
  const isHtml = String(headers['content-type']).startsWith('text/html')
  const isPersonal = added.some(([name]) => name === 'set-cookie')
  if (status !== 200 || !isHtml || isPersonal) return null
  const kept = Object.fromEntries(added)
  const { page, sheets } = await arrange(body.toString(), nonce, readSheet)
  if (sheets.length > 0 && kept.link !== undefined) kept.link = withoutSheets([kept.link].flat().join(', '))
  const template = await createTemplate(Buffer.from(page), nonce)
  return template && { template, headers: kept, nonce }
}

/** Has a picture that comes first wait for nothing but the page. */
async function arrange(html: string, nonce: string, readSheet: ReadSheet): Promise<{ page: string; sheets: string[] }> {
  if (!hasFirstPicture(html)) return { page: html, sheets: [] }
  const { page, sheets } = await inlineStyles(html, readSheet)
  return { page: delayScripts(page, nonce, sheets), sheets }
}

function send(
  page: SharedPage,
  { response, nonce, isZipped }: { response: ServerResponse; nonce: string; isZipped: boolean },
): void {
  for (const [name, value] of Object.entries(page.headers)) {
    const texts = [value ?? []].flat().map((text) => String(text).replaceAll(page.nonce, nonce))
    response.setHeader(name, Array.isArray(value) ? texts : texts.join())
  }
  sendBody(response, isZipped ? fillGzip(page.template, nonce) : fillTemplate(page.template, nonce), isZipped)
}

async function sendOwn(own: CapturedAnswer, response: ServerResponse, isZipped: boolean): Promise<void> {
  const body = own.status === 404 ? tellWithoutScripts(own.body) : own.body
  if (isZipped && body.length > 0) sendBody(response, await zip(body), true)
  else sendBody(response, body, false)
}

function sendBody(response: ServerResponse, body: Buffer, isZipped: boolean): void {
  response.appendHeader('vary', 'accept-encoding')
  if (isZipped) response.setHeader('content-encoding', 'gzip')
  response.setHeader('content-length', body.length)
  response.end(body)
}
