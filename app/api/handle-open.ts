import type { RateLimitClass } from '@/lib/model/limits'
import { withAdmission } from '@/lib/server/admission/with-admission'
import { admissionTools } from './admission-tools'

/** Handles a request to a route without a definition, which is open to everybody: requests of each address are counted. */
export function handleOpen(
  request: Request,
  limit: RateLimitClass,
  respond: () => Promise<Response>,
): Promise<Response> {
  return withAdmission(admissionTools, request, { access: 'open', scope: null, limit }, respond)
}
