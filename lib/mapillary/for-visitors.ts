import type { Breaker } from './breaker'
import type { MapillaryClient } from './types'

/**
 * Mapillary as requests of visitors ask it: through the breaker. Pictures are not among it: whoever reads one to its end calls the breaker.
 * Imports wait by their own table and ask Mapillary itself.
 */
export function forVisitors(client: MapillaryClient, breaker: Breaker): MapillaryClient {
  const { listSequences, logIn, refreshLogin } = client
  return {
    ...client,
    getMe: (token) => breaker.call(() => client.getMe(token)),
    getSequence: (token, sequenceKey) => breaker.call(() => client.getSequence(token, sequenceKey)),
    getImages: (token, photoKeys) => breaker.call(() => client.getImages(token, photoKeys)),
    ...(listSequences && {
      listSequences: (token, userKey) => eachThrough(breaker, listSequences(token, userKey)),
    }),
    ...(logIn && { logIn: (code, redirectUri) => breaker.call(() => logIn(code, redirectUri)) }),
    ...(refreshLogin && { refreshLogin: (token) => breaker.call(() => refreshLogin(token)) }),
  }
}

async function* eachThrough<T>(breaker: Breaker, pages: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = pages[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await breaker.call(() => iterator.next())
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}
