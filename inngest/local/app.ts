import { canonicalJson } from '@/inngest/local/canonical'
import { type RunnerFunction, readFunction } from '@/inngest/local/functions'
import { sendRequest } from '@/inngest/local/http-request'
import { type Answer, readAnswer, WireSync } from '@/inngest/local/protocol'
import { isSigned, sign } from '@/inngest/local/signing'

const SYNC_TIMEOUT_MS = 30_000 // a development server may have to compile the route first

/** One request to go on with a run. The body is canonical JSON. */
export type RunRequest = { functionId: string; stepId: string; runId: string; jobId: string; body: string }

export type App = ReturnType<typeof connectApp>

/** The app that holds the functions, reached through the one URL that the SDK serves. */
export function connectApp({ url, signingKey }: { url: string; signingKey: string }) {
  return {
    /** Asks the app to go on with a run. Never rejects: no connection is an answer as well. */
    async run({ functionId, stepId, runId, jobId, body }: RunRequest, signal: AbortSignal): Promise<Answer> {
      const target = new URL(url)
      target.searchParams.set('fnId', functionId)
      target.searchParams.set('stepId', stepId)
      const headers = {
        'x-inngest-signature': sign(body, signingKey),
        'x-inngest-job-id': jobId,
        'x-inngest-req-version': '2',
        'x-run-id': runId,
      }
      try {
        return readAnswer(await sendRequest({ method: 'POST', url: target, headers, body, signal }), signingKey)
      } catch (error) {
        return { kind: 'unavailable', reason: reasonOf(error) }
      }
    },

    /** Asks the app for its functions. Throws when it is down, answers nonsense, or uses what we do not support. */
    async sync(stopping: AbortSignal): Promise<RunnerFunction[]> {
      const body = canonicalJson({ url })
      const headers = { 'x-inngest-signature': sign(body, signingKey), 'x-inngest-sync-kind': 'in_band' }
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(SYNC_TIMEOUT_MS)])
      const answer = await sendRequest({ method: 'PUT', url: new URL(url), headers, body, signal })
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${answer.body.slice(0, 200)}`)
      if (!isSigned(answer.body, [answer.headers['x-inngest-signature']].flat()[0], signingKey)) {
        throw new Error('The answer is not signed with our key')
      }
      return WireSync.parse(JSON.parse(answer.body)).functions.map(readFunction)
    },
  }
}

/** What went wrong with a connection, in a few words. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message || error.name : String(error)
}
