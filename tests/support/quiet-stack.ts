import { type Handler, startHttpServer } from './http-server'
import { type Stack, startStack } from './stack'

export type QuietStack = Stack

/** A product where nothing happens but what is asked for: its events end here, and nobody is asked to wait. */
export async function startQuietStack(): Promise<QuietStack> {
  const inngest = await startHttpServer(takeEvents)
  const stack = await startStack({
    env: {
      INNGEST_BASE_URL: inngest.origin,
      INNGEST_EVENT_KEY: 'an-event-key',
      INNGEST_SIGNING_KEY: `signkey-test-${'0'.repeat(64)}`,
      MTP_RATE_LIMIT_READ: '0',
      MTP_RATE_LIMIT_WRITE: '0',
      MTP_RATE_LIMIT_PICTURE: '0',
      MTP_RATE_LIMIT_TILE: '0',
      MTP_RATE_LIMIT_PAGE: '0',
      MTP_RATE_LIMIT_LOGIN: '0',
    },
  })
  return {
    ...stack,
    async remove() {
      await stack.remove()
      await inngest.close()
    },
  }
}

const takeEvents: Handler = (request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ids: ['1'], status: 200 }))
}
