/**
 * Has one reading at a time answer all who ask. Nobody gets a reading that had begun before they asked: they wait for the next one.
 */
export function createNextReading<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | null = null
  const begin = () => {
    next = null
    const reading = read()
    running = reading.catch(() => undefined)
    return reading
  }
  return () => {
    next ??= running.then(begin)
    return next
  }
}
