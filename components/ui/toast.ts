import type { ExternalToast } from 'sonner'

/** Says something for a moment, wherever one is; `components/ui/toaster.tsx` shows it. What must not be missed is a Notice instead. */
export function toast(text: string, { tone, ...options }: ExternalToast & { tone?: 'success' | 'error' } = {}): void {
  import('sonner').then(({ toast: say }) => (tone ? say[tone] : say)(text, options))
}
