import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'

/** Copies a text, and says on itself whether that worked. */
export function CopyButton({ name, text, children }: { name: string; text: () => string; children?: ReactNode }) {
  const [state, setState] = useState<'copied' | 'refused' | null>(null)
  return (
    <Button
      size="small"
      onClick={() =>
        navigator.clipboard.writeText(text()).then(
          () => setState('copied'),
          () => setState('refused'),
        )
      }
      onBlur={() => setState(null)}
    >
      {state === 'copied' ? <Check aria-hidden /> : children}
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused' : name}
      </span>
    </Button>
  )
}
