import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDemoServer } from '@/demo/server'
import { idOf } from '@/demo/v4/ids'
import { createWorld } from '@/demo/world'

const HOUR_S = 3_600
const RETURN = 'http://127.0.0.1:3000/api/auth/callback/mapillary'

let now = Date.UTC(2026, 10, 23)
const demo = createDemoServer({
  world: createWorld({
    sequences: [
      { username: 'ada', photos: 3, originalWidth: 320 },
      { username: 'ada', photos: 2, isPrivate: true },
    ],
  }),
  clientSecret: 'app-secret',
  tokenSeconds: 10 * HOUR_S,
  pictureSeconds: HOUR_S,
  now: () => now,
})
let origin: string
beforeAll(async () => {
  origin = await demo.listen()
})
afterAll(() => demo.close())

async function code(): Promise<string> {
  const request = { client_id: 'demo', response_type: 'code', redirect_uri: RETURN, state: 'xyz', as: 'ada' }
  const answer = await fetch(`${origin}/connect?${new URLSearchParams(request)}`, { redirect: 'manual' })
  const target = new URL(answer.headers.get('location') ?? '')
  expect(target.searchParams.get('state')).toBe('xyz')
  return target.searchParams.get('code') ?? ''
}

function token(form: Record<string, string>, secret = 'app-secret') {
  return fetch(`${origin}/v4/token`, {
    method: 'POST',
    headers: { authorization: `OAuth ${secret}` },
    body: new URLSearchParams({ client_id: 'demo', ...form }),
  })
}

const withCode = (value: string, redirect_uri = RETURN) =>
  token({ grant_type: 'authorization_code', code: value, redirect_uri })

function get(path: string, authorization = `OAuth ${demo.mintToken('ada')}`) {
  return fetch(`${origin}/v4${path}`, { headers: authorization ? { authorization } : {} })
}

describe('a login', () => {
  test('buys a token for the code, which tells who one is until it ends', async () => {
    const { access_token, expires_in } = await (await withCode(await code())).json()
    expect(expires_in).toBe(10 * HOUR_S)
    expect(await (await get('/me?fields=username', `OAuth ${access_token}`)).json()).toMatchObject({ username: 'ada' })
    now += 10 * HOUR_S * 1000
    expect((await (await get('/me', `OAuth ${access_token}`)).json()).error.code).toBe(190)
  })

  test('takes a code once', async () => {
    const once = await code()
    expect((await withCode(once)).status).toBe(200)
    expect((await withCode(once)).status).toBe(400)
  })

  test('takes a code for the address alone that it was given to', async () => {
    expect((await withCode(await code(), 'http://127.0.0.1:3000/elsewhere')).status).toBe(400)
  })

  test('takes no other secret', async () => {
    const form = { grant_type: 'authorization_code', code: await code(), redirect_uri: RETURN }
    expect((await token(form, 'guessed')).status).toBe(401)
  })

  test('gives a newer token for one that holds, and none for one that has ended', async () => {
    const { access_token } = await (await withCode(await code())).json()
    const newer = await (await token({ grant_type: 'refresh_token', refresh_token: access_token })).json()
    expect(newer.access_token).not.toBe(access_token)
    now += 11 * HOUR_S * 1000
    const late = await token({ grant_type: 'refresh_token', refresh_token: access_token })
    expect((await late.json()).error.code).toBe(190)
  })
})

describe('a picture', () => {
  async function address(): Promise<string> {
    const [photo] = demo.world.sequences.find(({ isPrivate }) => !isPrivate)?.photos ?? []
    const answer = await get(`/${photo && idOf(photo)}?fields=thumb_original_url`)
    return (await answer.json()).thumb_original_url
  }

  test('is there until its address ends', async () => {
    const url = await address()
    expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg')
    now += HOUR_S * 1000
    const late = await fetch(url)
    expect([late.status, await late.text()]).toEqual([403, 'URL signature expired'])
  })

  test('is not at an address that was changed', async () => {
    expect((await fetch((await address()).replace(/oe=[^&]+/, 'oe=ffffffff'))).status).toBe(403)
  })

  test('is refused to whoever sends a token along', async () => {
    expect((await fetch(await address(), { headers: { authorization: 'OAuth x' } })).status).toBe(400)
  })
})

describe('the API', () => {
  test.each([
    { name: 'no token', path: '/me', authorization: '', status: 500, code: 190 },
    { name: 'an unknown token', path: '/me', authorization: 'OAuth stolen', status: 401, code: 190 },
    { name: 'an unknown photo', path: '/1?fields=id', status: 400, code: 100 },
    { name: 'an unknown field', path: '/me?fields=email', status: 400, code: 100 },
    { name: 'too many ids', path: `/images?image_ids=${'1,'.repeat(51)}`, status: 500, code: 1 },
  ])('answers $name as the real one does', async ({ path, authorization, status, code: expected }) => {
    const answer = await get(path, authorization)
    expect([answer.status, (await answer.json()).error.code]).toEqual([status, expected])
  })

  test('knows nothing of private photos, not even for their owner', async () => {
    const hidden = demo.world.sequences.find(({ isPrivate }) => isPrivate)
    const [photo] = hidden?.photos ?? []
    expect((await get(`/${photo && idOf(photo)}`)).status).toBe(400)
    expect(await (await get(`/image_ids?sequence_id=${hidden?.key}`)).json()).toEqual({ data: [] })
    expect((await (await get('/images?creator_username=ada&fields=id')).json()).data).toHaveLength(3)
  })
})
