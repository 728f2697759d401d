import { afterEach, expect, test } from 'vitest'
import { createDemoServer, type DemoServer, type DemoServerOptions } from '@/demo/server'
import { createWorld } from '@/demo/world'

const world = createWorld({ sequences: [{ username: 'ada', photos: 2 }], visitors: ['dora'] })
const running: DemoServer[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((demo) => demo.close()))
})

const RETURN = 'http://127.0.0.1:3000/api/auth/callback/mapillary'
const REQUEST = { client_id: 'demo', response_type: 'token', scope: 'user:read', redirect_uri: RETURN, state: 'x y&z' }

test('the page says that it is a demo and has a button for everybody', async () => {
  const { answer } = await connect(REQUEST)
  const html = await answer.text()

  expect(html).toContain('Demo Mapillary')
  expect(html).toContain('aria-label="Continue as ada"')
  expect(html).toContain('aria-label="Continue as dora"')
  expect(html).toContain('Cancel')
})

test('the chosen photographer goes back with a token in the query and the same state', async () => {
  const { answer, demo } = await connect({ ...REQUEST, as: 'ada' })
  const target = new URL(answer.headers.get('location') ?? '')

  expect(answer.status).toBe(302)
  expect(target.origin + target.pathname).toBe(RETURN)
  expect(target.searchParams.get('access_token')).toBe(demo.mintToken('ada'))
  expect(target.searchParams.get('state')).toBe('x y&z')
})

test('the token can come in the fragment instead', async () => {
  const { answer, demo } = await connect({ ...REQUEST, as: 'ada' }, { tokenIn: 'fragment' })
  const target = new URL(answer.headers.get('location') ?? '')

  expect(target.search).toBe('')
  expect(new URLSearchParams(target.hash.slice(1)).get('access_token')).toBe(demo.mintToken('ada'))
})

test('cancelling goes back with access_denied and no token', async () => {
  const { answer } = await connect({ ...REQUEST, cancel: '1' })
  const target = new URL(answer.headers.get('location') ?? '')

  expect(Object.fromEntries(target.searchParams)).toEqual({ error: 'access_denied', state: 'x y&z' })
})

test.each([
  { name: 'an unknown app', change: { client_id: 'other' } },
  { name: 'another response type', change: { response_type: 'id_token' } },
  { name: 'a foreign address', change: { redirect_uri: 'https://evil.example/' } },
  { name: 'an address that is no web page', change: { redirect_uri: 'javascript:alert(1)' } },
  { name: 'somebody unknown', change: { as: 'eve' } },
])('$name is refused and sent nowhere', async ({ change }) => {
  const { answer } = await connect({ ...REQUEST, ...change })

  expect(answer.status).toBe(400)
  expect(answer.headers.get('location')).toBeNull()
})

test('a host that the demo is told of may be sent a token', async () => {
  const request = { ...REQUEST, as: 'ada', redirect_uri: 'https://paths.example/back' }
  const { answer } = await connect(request, { redirectHosts: ['paths.example'] })

  expect(answer.status).toBe(302)
})

test('what comes in the address is never markup in the page', async () => {
  const { answer } = await connect({ ...REQUEST, state: '"><script>alert(1)</script>' })

  expect(await answer.text()).not.toContain('<script>')
})

async function connect(request: Record<string, string>, options: DemoServerOptions = {}) {
  const demo = createDemoServer({ world, ...options })
  running.push(demo)
  const origin = await demo.listen()
  return { demo, answer: await fetch(`${origin}/connect?${new URLSearchParams(request)}`, { redirect: 'manual' }) }
}
