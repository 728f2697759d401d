import { Check, Copy, X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'

/** A small button that copies a text. */
export function CopyText({ name, text }: { name: string; text: string }) {
  const [state, setState] = useState<'copied' | 'refused' | null>(null)
  return (
    <IconButton
      label={state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused to copy' : name}
      size="small"
      onClick={() =>
        navigator.clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('refused'),
        )
      }
      onBlur={() => setState(null)}
    >
      {state === 'copied' ? <Check /> : state === 'refused' ? <X /> : <Copy />}
    </IconButton>
  )
}
