import { Inngest } from 'inngest'

const say = (write: (...parts: unknown[]) => void) => (message: unknown, error?: unknown) =>
  write(typeof message === 'string' ? message : JSON.stringify(message), error instanceof Error ? error.message : '')

/** Reads INNGEST_* itself, on first use: the embedded runner, a Dev Server, self-hosted Inngest or Inngest Cloud. */
export const inngest = new Inngest({
  id: 'map-the-paths',
  logger: { debug: () => undefined, info: () => undefined, warn: say(console.warn), error: say(console.error) },
})
