/** What our API answered, or what to tell people when it did not. */
export type Asked<T> = { answer: T; problem: null } | { answer: null; problem: string; status: number }

/** Asks our API from the browser; `body` is sent as JSON. Never throws. */
export async function ask<T>(
  url: string,
  { method = 'GET', body }: { method?: string; body?: object } = {},
): Promise<Asked<T>> {
  try {
    const response = await fetch(url, {
      method,
      cache: 'no-store',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (response.ok) return { answer: await response.json(), problem: null }
    const { detail }: { detail?: string } = await response.json()
    return { answer: null, problem: detail ?? 'That did not work. Try again.', status: response.status }
  } catch {
    return { answer: null, problem: 'Map the Paths does not answer. Try again in a moment.', status: 0 }
  }
}
