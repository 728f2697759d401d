import fc from 'fast-check'
import { digestOf, fuzzedRequests, problemOfRequest } from '../support/api-fuzz'
import { insertPeople, insertScene } from '../support/api-scene'
import { withDatabase } from '../support/session'
import { expect, test } from './fixtures'

// FUZZ_RUNS=20000 FUZZ_SEED=7 npx playwright test tests/e2e/fuzz.test.ts
const numRuns = Number(process.env.FUZZ_RUNS ?? 400)
const seed = Number(process.env.FUZZ_SEED ?? 20_261_125)

test('no request of any kind breaks the API, and a refused one changes nothing', async ({ quietStack: stack }) => {
  test.setTimeout(60_000 + numRuns * 200)
  await withDatabase(stack, async (db) => {
    const people = await insertPeople(db, stack)
    const scene = await insertScene(db, people)
    for (const headers of Object.values(people.headers)) await fetch(`${stack.url}/api/v1/me`, { headers }) // their log-ins get rows
    let stored = await digestOf(db)
    const survives = fc.asyncProperty(fuzzedRequests(scene, people), async (request) => {
      const { status, problem } = await problemOfRequest(stack.url, request, people)
      expect(problem).toBeNull()
      const storedNow = await digestOf(db)
      if (status >= 400 || request.route.method === 'GET') expect(storedNow, 'what is stored').toBe(stored)
      stored = storedNow
    })
    await fc.assert(survives, { numRuns, seed, endOnFailure: true })
  })
})
