type Part = 'database' | 'backup' | 'runner'
export type Readiness = { isReady: boolean; parts: Record<Part, 'ok' | 'failed'> }

const PATIENCE_MS = 3_000
const FRESH_MS = 1_000

/**
 * Whether the parts that the product needs answer. The answer is cached for a second: frequent requests neither write a probe to
 * the backup nor calls Inngest each time.
 */
export function createReadiness(
  checks: Record<Part, () => Promise<unknown>>,
  now: () => number = Date.now,
): () => Promise<Readiness> {
  let last: { at: number; readiness: Promise<Readiness> } | undefined
  return () => {
    if (!last || now() - last.at >= FRESH_MS) last = { at: now(), readiness: checkAll(checks) }
    return last.readiness
  }
}

async function checkAll(checks: Record<Part, () => Promise<unknown>>): Promise<Readiness> {
  const [database, backup, runner] = await Promise.all([
    answers(checks.database),
    answers(checks.backup),
    answers(checks.runner),
  ])
  const parts = { database, backup, runner }
  return { isReady: Object.values(parts).every((part) => part === 'ok'), parts }
}

/** Throws when nothing that works answers at this address. */
export async function reach(url: string): Promise<void> {
  const { status } = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' })
  if (status >= 500) throw new Error(`${url} answered ${status}`)
}

async function answers(check: () => Promise<unknown>): Promise<'ok' | 'failed'> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time')), PATIENCE_MS)
  })
  return Promise.race([check(), timeout])
    .then(
      () => 'ok' as const,
      () => 'failed' as const,
    )
    .finally(() => clearTimeout(timer))
}
