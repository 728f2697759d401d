/** The result of `work`, or null as soon as the signal is aborted. The work then ends by itself, and its outcome is ignored. */
export async function abortable<T>(signal: AbortSignal, work: Promise<T>): Promise<T | null> {
  let stop: () => void = () => undefined
  const aborted = new Promise<null>((resolve) => {
    stop = () => resolve(null)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })
  work.catch(() => undefined)
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop))
}
