import { hash } from '../random'
import type { Answer } from '../v3/answer'

type GraphError = { message: string; type: string; code: number; error_subcode?: number; error_data?: object }

// Bodies and statuses as measured on the real service (docs/mapillary.md).
const fail = (status: number, error: GraphError): Answer => ({
  status,
  body: { error: { ...error, fbtrace_id: `A${hash(error.message).toString(36)}` } },
})

export const noToken = fail(500, {
  message: 'Invalid OAuth 2.0 Access Token',
  type: 'MLYApiException',
  code: 190,
  error_data: {},
})
export const unknownToken = fail(401, { message: 'Error validating application', type: 'OAuthException', code: 190 })
export const expiredToken = fail(400, { message: 'Session has expired', type: 'OAuthException', code: 190 })
export const tooMuchData = fail(500, {
  message: "Please reduce the amount of data you're asking for, then retry your request",
  type: 'OAuthException',
  code: 1,
})

export const notThere = (id: string) =>
  fail(400, {
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
    type: 'MLYApiException',
    code: 100,
    error_subcode: 33,
  })

export const badRequest = (message: string) => fail(400, { message, type: 'OAuthException', code: 100 })

export const unknownField = (field: string, node: string) =>
  badRequest(`Tried accessing nonexisting field (${field}) on node type (${node})`)
