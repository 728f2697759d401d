/** A browser engine other than Chromium, which all other tests use. */
export type Engine = {
  name: string
  /** What is not installed; null: it can be started. */
  missing: () => string | null
  start: () => Promise<RunningEngine>
}

export type RunningEngine = {
  /** Opens an address in a page of its own. */
  open: (url: string) => Promise<EnginePage>
  stop: () => Promise<void>
}

export type EnginePage = {
  /** Runs the body of a function in the page. */
  evaluate: (body: string) => Promise<unknown>
  /** One key, by its name in `KeyboardEvent.key`. */
  press: (key: 'ArrowRight' | 'Enter') => Promise<void>
  type: (selector: string, text: string) => Promise<void>
  /** By finger where the engine can. */
  tap: (selector: string) => Promise<void>
  /** What went wrong in the scripts so far. */
  errors: () => Promise<string[]>
  close: () => Promise<void>
}
