import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { MOST_BLURS } from '@/lib/model/pictures/blurs'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { TagShapeInput } from '@/lib/tags/tag-shape'

const ANSWER_WITHIN_MS = 60_000
const MOST_BYTES = 1_000_000

const Answer = z.object({ regions: z.array(TagShapeInput).max(MOST_BLURS) })

/** What finds faces and number plates. */
export type BlurService = { findRegions(picture: Uint8Array): Promise<TagShape[]> }

/**
 * The service at `url`: it is sent a JPEG and answers `{"regions": […]}`, polygons in shares of the picture. Nothing but this address is asked:
 * redirects are refused. Throws UPSTREAM_FAILED.
 */
export function createBlurService(url: string): BlurService {
  return {
    async findRegions(picture) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'image/jpeg', accept: 'application/json' },
          body: new Uint8Array(picture),
          redirect: 'error',
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        })
        if (!response.ok) throw new Error(`it answered ${response.status}`)
        return Answer.parse(JSON.parse(await readText(response))).regions
      } catch (cause) {
        const reason = cause instanceof z.ZodError ? 'its answer is of another shape' : String(cause)
        throw new AppError('UPSTREAM_FAILED', `The service of BLUR_URL failed: ${reason.slice(0, 200)}`, { cause })
      }
    },
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.length
    if (size > MOST_BYTES) {
      await reader?.cancel()
      throw new Error('its answer is too long')
    }
    chunks.push(next.value)
  }
  return Buffer.concat(chunks).toString('utf8')
}
