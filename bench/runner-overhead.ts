// What does the embedded runner itself add to a step? The time from the end of the app's answer to the arrival of its
// next request, beside a baseline of the same run: one bare commit in the same database. To run it:
//   npx esbuild bench/runner-overhead.ts --bundle --platform=node --format=esm --packages=external --outfile=.build/bench.mjs
//   TEST_DATABASE_URL=postgres://… node .build/bench.mjs

import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sign } from '@/inngest/local/signing'
import { createRunnerDatabase, EVENT_KEY, endedRuns, SIGNING_KEY, startTestRunner } from '@/tests/support/runner'

const STEPS = 300

const overheadsMs: number[] = []
let answeredAt = Number.NaN

/** An app that does what the SDK would, but in no time: each request runs the next step. */
const server = createServer(async (request, response) => {
  const arrivedAt = performance.now()
  let text = ''
  for await (const chunk of request) text += chunk
  const [status, answer] = request.method === 'PUT' ? [200, functions] : answerTo(JSON.parse(text), arrivedAt)
  const body = JSON.stringify(answer)
  response.writeHead(status, { 'x-inngest-sdk': 'js:v4', 'x-inngest-signature': sign(body, SIGNING_KEY) })
  response.end(body, () => {
    answeredAt = performance.now()
  })
})

const functions = { functions: [{ id: 'app-bench', triggers: [{ event: 'bench' }], steps: { step: {} } }] }

function answerTo({ steps }: { steps: Record<string, unknown> }, arrivedAt: number): [number, unknown] {
  const done = Object.keys(steps).length
  if (done > 0) overheadsMs.push(arrivedAt - answeredAt)
  if (done === STEPS) return [200, done]
  const id = createHash('sha1').update(`${done}`).digest('hex')
  return [206, [{ id, op: 'StepRun', displayName: 'step', data: { text: 'x'.repeat(200) } }]]
}

function percentile(values: number[], share: number): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(1)
}

await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const database = await createRunnerDatabase()
const appUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
const runner = await startTestRunner({ databaseUrl: database.url, appUrl })
const commitsMs: number[] = []
await database.sql`create table commits (number integer)`
for (let number = 0; number < 100; number++) {
  const startedAt = performance.now()
  await database.sql`insert into commits values (${number})`
  commitsMs.push(performance.now() - startedAt)
}
await fetch(`http://127.0.0.1:${runner.port}/e/${EVENT_KEY}`, { method: 'POST', body: '{"name":"bench"}' })
await endedRuns(database.sql, 'bench')
console.log(`one commit: median ${percentile(commitsMs, 0.5)} ms, 95 % ${percentile(commitsMs, 0.95)} ms`)
console.log(`one step of ${STEPS}: median ${percentile(overheadsMs, 0.5)} ms, 95 % ${percentile(overheadsMs, 0.95)} ms`)
await runner.stop()
await database.drop()
server.close()
