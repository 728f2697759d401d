import { toResponse } from '@/lib/errors'
import type { RateLimitClass } from '@/lib/server/rate-limits/classes'
import type { RateLimiter } from '@/lib/server/rate-limits/limiter'
import { handle } from './handle'

/** As `handle`, for routes without a definition that cost something: requests of one address are counted, one too many is answered 429. */
export function handleCounted(
  { limiter, address }: { limiter: RateLimiter; address: string },
  limit: RateLimitClass,
  answer: () => Promise<Response>,
): Promise<Response> {
  return handle(async () => {
    const { headers, refusal } = await limiter.count(limit, `address:${address}`)
    const response = refusal ? toResponse(refusal) : await handle(answer)
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    return response
  })
}
