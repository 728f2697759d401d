import { toResponse } from '@/lib/errors'

/** Runs a route handler's body; whatever it throws becomes `application/problem+json`. */
export async function handle(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    return toResponse(error)
  }
}
