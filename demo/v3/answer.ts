/** What a route answers; the server turns it into bytes. */
export type Answer = { status: number; body: unknown; headers?: Record<string, string> }

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const badRequest = (message: string): Answer => ({ status: 400, body: { message } })
export const unauthorized: Answer = { status: 401, body: { message: 'Unauthorized' } }
export const forbidden: Answer = { status: 403, body: { message: 'Forbidden' } }
export const notFound: Answer = { status: 404, body: { message: 'Not found' } }
