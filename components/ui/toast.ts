import type { ExternalToast } from 'sonner'

const TO_DECIDE_MS = 10_000 // with an action such as Undo; a message without one stays four seconds

/** Says something for a moment, wherever one is; `components/ui/toaster.tsx` shows it. What must not be missed is a Notice instead. */
export function toast(text: string, { tone, ...options }: ExternalToast & { tone?: 'success' | 'error' } = {}): void {
  const duration = options.action ? { duration: TO_DECIDE_MS } : {}
  import('sonner').then(({ toast: say }) => (tone ? say[tone] : say)(text, { ...duration, ...options }))
}
