type Attributes = Record<string, string | number>

/** Runs `work` within a span of that name. */
export type Trace = <T>(name: string, attributes: Attributes, work: () => Promise<T>) => Promise<T>

// On globalThis, since pages and routes are bundled apart.
const holder = globalThis as typeof globalThis & { mtpTrace?: Trace }

/** Has `traced` make spans from now on. */
export function traceWith(trace: Trace): void {
  holder.mtpTrace = trace
}

/** Runs `work` within a span where traces are exported, else as it is. Attributes hold no token and nothing that people searched for. */
export function traced<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  return holder.mtpTrace ? holder.mtpTrace(name, attributes, work) : work()
}
