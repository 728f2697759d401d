import { connect as connectTo } from 'node:net'
import { sql } from 'drizzle-orm'
import { imports } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { uploads } from '@/db/schema/uploads'
import { HeldMapillary } from '../support/held-mapillary'
import { logInAs } from '../support/log-in'
import { until } from '../support/runner'
import { withDatabase } from '../support/session'
import { type Stack, startStack } from '../support/stack'
import { expect, test } from './fixtures'

// The program as it was released in 2021 (Electron, axios 0.21.1): what it writes on the wire, byte for byte, and what it reads.

const CLIENT_ID = 'desktop-uploader-of-this-site'
const SCHEME = 'app.mtp.desktop:'

let mapillary: HeldMapillary
let stack: Stack
test.beforeAll(async () => {
  const walk = { username: 'ada', photos: 3, originalWidth: 320 }
  mapillary = await HeldMapillary.start({ api: 'v3', sequences: [walk, walk, { ...walk, username: 'chen' }] })
  mapillary.open()
  stack = await startStack({ env: { ...mapillary.environment, MTP_DESKTOP_UPLOADER_CLIENT_ID: CLIENT_ID } })
})
test.afterAll(async () => {
  await stack?.remove()
  await mapillary?.close()
})

const sequenceOf = (username: string) => mapillary.sequences.find(({ owner }) => owner.username === username)

type Answer = { status: number; headers: Headers; body: unknown }

/** Sends the bytes that axios 0.21.1 sends in Node: its headers in their order, the connection closed after the answer. */
async function send(method: 'POST' | 'PUT', path: string, token: string, type: string, body: string): Promise<Answer> {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Accept: application/json, text/plain, */*',
    `Content-Type: ${type}`,
    `Authorization: Bearer ${token}`,
    'User-Agent: axios/0.21.1',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Host: 127.0.0.1:${stack.port}`,
    'Connection: close',
  ]
  const socket = connectTo(stack.port, '127.0.0.1')
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk)
  return readAnswer(Buffer.concat(chunks).toString())
}

function readAnswer(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const headers = new Headers(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
  const raw = rest.join('\r\n\r\n')
  const body = headers.get('transfer-encoding') === 'chunked' ? unchunked(raw) : raw
  return { status: Number(statusLine.split(' ')[1]), headers, body: JSON.parse(body) }
}

function unchunked(raw: string): string {
  const size = Number.parseInt(raw, 16)
  if (!size) return ''
  const from = raw.indexOf('\r\n') + 2
  return raw.slice(from, from + size) + unchunked(raw.slice(from + size + 2))
}

const FORM = 'application/x-www-form-urlencoded'
const WALK = 'name=Ridge%20Part%201&description=&transport_type=Walk&tag=Snow%2Cridge&source=mtpdu'

const create = (token: string, form = WALK, path = '/api/v1/sequence/create/') => send('POST', path, token, FORM, form)
const tell = (token: string, id: string, news: object) =>
  send('PUT', `/api/v1/sequence/import/${id}/`, token, 'application/json', JSON.stringify(news))

async function created(token: string, form?: string, path?: string): Promise<string> {
  const { status, body } = await create(token, form, path)
  expect(status).toBe(200)
  expect(body).toEqual({
    status: 'success',
    message: 'Sequence successfully was created.',
    unique_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
  })
  return (body as { unique_id: string }).unique_id
}

/** Logs in as the program's window does, consents, and takes the token from the address that it is led to. */
async function tokenOf(page: import('@playwright/test').Page, username: string, slash = ''): Promise<string> {
  await page.goto(`${stack.url}/accounts/authorize${slash}?client_id=${CLIENT_ID}&response_type=token`)
  if (page.url().includes('/login')) await logInAs(page, username)
  await expect(page.getByRole('heading', { name: /Allow the MTP Desktop Uploader/ })).toBeVisible()
  const answered = page.waitForResponse((response) => response.url().includes('/accounts/authorize/decide'))
  await page.getByRole('button', { name: 'Authorize' }).click()
  const location = (await (await answered).allHeaders()).location ?? ''
  expect((await answered).status()).toBe(302)
  expect(location).toMatch(
    new RegExp(
      `^${SCHEME}//app#access_token=mtp_[\\w-]{43}&expires_in=7776000&token_type=Bearer&scope=read\\+write&state=$`,
    ),
  )
  return new URLSearchParams(new URL(location).hash.slice(1)).get('access_token') ?? ''
}

test.beforeEach(({ allowFailures }) => allowFailures(/app\.mtp\.desktop/, /accounts\/authorize/))

test('its user logs in, consents, and finds the program among the tokens of the settings', async ({ page }) => {
  await tokenOf(page, 'ada', '/')
  await page.goto(`${stack.url}/settings`)
  await expect(page.getByText('MTP Desktop Uploader').first()).toBeVisible()
})

test('a refusal leads back without a token', async ({ page }) => {
  await page.goto(`${stack.url}/accounts/authorize?client_id=${CLIENT_ID}&response_type=token`)
  await logInAs(page, 'ada')
  const answered = page.waitForResponse((response) => response.url().includes('/decide'))
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect((await (await answered).allHeaders()).location).toBe(`${SCHEME}//app?error=access_denied`)
})

test('an unknown program gets an error page, and no redirect', async ({ page, request }) => {
  for (const query of ['client_id=other&response_type=token', `client_id=${CLIENT_ID}&response_type=code`, '']) {
    const answer = await request.get(`${stack.url}/accounts/authorize?${query}`, { maxRedirects: 0 })
    expect(answer.status()).toBe(404)
  }
  await page.goto(`${stack.url}/accounts/authorize?client_id=other&response_type=token`)
  await expect(page.getByText('This program is not known here')).toBeVisible()
})

test('consent is taken from our own page alone', async ({ page, request }) => {
  await tokenOf(page, 'ada')
  const { cookies } = await page.context().storageState()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const form = { client_id: CLIENT_ID, decision: 'authorize' }
  const decide = (headers: Record<string, string>) =>
    request.post(`${stack.url}/accounts/authorize/decide`, { form, headers, maxRedirects: 0 })
  expect((await decide({ cookie, origin: 'https://elsewhere.example' })).status()).toBe(403)
  expect((await decide({ origin: stack.url })).status()).toBe(401)
})

for (const [path, name] of [
  ['/accounts/check-mtpu-mapillary-oauth', 'mapillary'],
  ['/accounts/check-mtpu-google-oauth', 'google'],
  ['/exchange_token', 'strava'],
]) {
  test(`${path} passes the query on as it came`, async ({ request }) => {
    const query =
      'state=&code=4%2F0AX+4a_b~c&scope=https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fstreetviewpublish&x=a%20b,c'
    for (const slash of ['', '/']) {
      const answer = await request.get(`${stack.url}${path}${slash}?${query}`, { maxRedirects: 0 })
      expect(answer.status()).toBe(302)
      expect(answer.headers().location).toBe(`${SCHEME}//${name}?${query}`)
    }
  })
}

test('a walk is announced, imported once although it is told many times, and every original arrives', async ({
  page,
}) => {
  const token = await tokenOf(page, 'ada')
  const id = await created(token)
  expect(await created(token, WALK, '/api/v1/sequence/create'), 'the same again, without the last slash').toBe(id)

  await page.goto(`${stack.url}/imports`)
  await expect(page.getByRole('heading', { name: 'Ridge Part 1' })).toBeVisible()
  await expect(page.getByText('Waiting for Mapillary')).toBeVisible()

  expect(await tell(token, id, { google_street_view: 'https://goo.gl/maps/abc', strava: 18273749957 })).toMatchObject({
    status: 200,
    body: { message: 'Google Street View is updated \nStrava is updated \n', status: true },
  })
  const sequence = sequenceOf('ada')
  const news = { mapillary_user_token: mapillary.login('ada').token, mapillary_sequence_key: sequence?.key }
  const answers = await Promise.all(Array.from({ length: 4 }, () => tell(token, id, news)))
  for (const { status, body } of answers) {
    expect(status).toBe(200)
    expect(body).toEqual({ status: 'success', message: expect.stringContaining('was imported'), unique_id: id })
  }
  const other = await created(token, WALK.replace('Part%201', 'twice'))
  expect((await tell(token, other, news)).status, 'a second id with the same key').toBe(200)

  await withDatabase(stack, async (db) => {
    const isWhole = sql`exists (select 1 from sequences s where s.id = sequence_id and s.mapillary_key = ${sequence?.key}) and backed_up_at is not null`
    await until('the originals', async () => (await db.$count(photos, isWhole)) === sequence?.photos.length, 60_000)
    expect(await db.$count(imports)).toBe(1)
  })
  await page.goto(`${stack.url}/sequences`)
  const link = page.getByRole('heading', { name: 'Ridge Part 1' }).getByRole('link')
  await page.goto(`${stack.url}${await link.getAttribute('href')}`)
  await expect(page.getByRole('link', { name: 'The activity' })).toHaveAttribute(
    'href',
    'https://www.strava.com/activities/18273749957',
  )
})

test('whatever is wrong is said in its words, with a real status, and changes nothing', async ({ page, browser }) => {
  const token = await tokenOf(page, 'ada')
  const stranger = await (await browser.newContext()).newPage()
  const strangerToken = await tokenOf(stranger, 'chen')
  await stranger.context().close()
  const id = await created(token, WALK.replace('Ridge', 'Wrong'))
  const theirs = await created(strangerToken, WALK.replace('Ridge', 'Theirs'))
  const before = await counts()

  const refusals: [what: string, answer: Promise<Answer>, status: number, error: string | RegExp][] = [
    ['logged out', create('null'), 401, /Log in/],
    ['logged out, news', tell('null', id, {}), 401, /Log in/],
    [
      'no name',
      create(token, 'name=&description=&transport_type=Walk&tag=&source=mtpdu'),
      400,
      'Sequence Name is missing',
    ],
    ['no transport', create(token, 'name=A&description=&tag=&source=mtpdu'), 400, 'Transport type is missing'],
    ['unknown transport', create(token, 'name=A&transport_type=Teleport&tag='), 400, 'Transport type is invalid'],
    ['no form', send('POST', '/api/v1/sequence/create/', token, 'text/plain', 'x'), 415, /form/],
    ['nothing new', tell(token, id, {}), 400, 'Mapillary token is missing'],
    ['no JSON', send('PUT', `/api/v1/sequence/import/${id}/`, token, 'application/json', 'null'), 400, /./],
    [
      'bad token',
      tell(token, id, { mapillary_user_token: 'x', mapillary_sequence_key: 'y' }),
      400,
      'Mapillary token is invalid',
    ],
    ['no key', tell(token, id, { mapillary_user_token: mapillary.login('ada').token }), 400, 'Sequence key is missing'],
    [
      'not there yet',
      tell(token, id, { mapillary_user_token: mapillary.login('ada').token, mapillary_sequence_key: 'soon' }),
      409,
      'Sequence is empty',
    ],
    [
      'of somebody else on Mapillary',
      tell(token, id, {
        mapillary_user_token: mapillary.login('ada').token,
        mapillary_sequence_key: sequenceOf('chen')?.key,
      }),
      404,
      'You are not owner of this sequence',
    ],
    ['of somebody else here', tell(token, theirs, { strava: 1 }), 404, 'Sequence id is invalid'],
    ['no such id', tell(token, 'x', { strava: 1 }), 404, 'Sequence id is invalid'],
  ]
  for (const [what, asked, status, error] of refusals) {
    const answer = await asked
    expect(answer.status, what).toBe(status)
    expect(answer.body, what).toMatchObject({ error: expect.stringMatching(error), status: false })
    if (status === 401) expect(answer.body).toHaveProperty('detail')
  }
  expect(await counts()).toEqual(before)
})

function counts() {
  return withDatabase(stack, async (db) => ({
    imports: await db.$count(imports),
    uploads: await db.select().from(uploads).orderBy(uploads.id),
  }))
}
