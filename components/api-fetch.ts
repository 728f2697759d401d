import type { Answers } from './answers/table'

/** What the API answered, or what to tell people when it did not. `status` is 0 without a connection. */
export type ApiResult<Name extends keyof Answers> =
  | { answer: Answers[Name]; problem: null }
  | { answer: null; problem: string; status: number }

type ApiRequest = Pick<RequestInit, 'method' | 'signal' | 'keepalive'> & {
  body?: object
  headers?: Record<string, string>
}

const FAILED = 'That did not work. Try again.'

/** Fetches JSON, mostly from our API; `body` is sent as JSON, and the answer is read as what `name` stands for. Never throws. */
export async function apiFetch<Name extends keyof Answers>(
  url: string,
  name: Name,
  { body, headers, ...request }: ApiRequest = {},
): Promise<ApiResult<Name>> {
  try {
    const sent = fetch(url, {
      ...request,
      ...(headers && { headers }),
      ...(body && { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } }),
    })
    const [response] = await Promise.all([sent, loadAnswers()]) // at the same time
    const { status } = response
    const json: unknown = await response.json().catch(() => null)
    if (!response.ok) return { answer: null, problem: detailOf(json) ?? FAILED, status }
    const answer = await parseAnswer(name, json)
    return answer === null ? { answer, problem: FAILED, status } : { answer, problem: null }
  } catch {
    return { answer: null, problem: 'Map the Paths does not answer. Try again in a moment.', status: 0 }
  }
}

const loadAnswers = () => import('./answers/table')

/** JSON as what `name` stands for; null where it is something else. */
export async function parseAnswer<Name extends keyof Answers>(
  name: Name,
  json: unknown,
): Promise<Answers[Name] | null> {
  const { ANSWERS } = await loadAnswers()
  return ANSWERS[name].safeParse(json).data ?? null
}

/** Why, of a problem document (RFC 9457). */
function detailOf(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('detail' in json)) return null
  return typeof json.detail === 'string' ? json.detail : null
}
