'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'

/** The new token, to be copied now. */
export function ShownOnce({ token }: { token: string }) {
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(token)
    setIsCopied(true)
  }
  return (
    <div className="grid grid-cols-1 gap-5">
      <Notice tone="warning" title="Copy it now">
        It is shown this once; we keep nothing that it could be read from.
      </Notice>
      <div className="grid gap-2">
        <output
          aria-label="New token"
          className="select-all break-all rounded-control bg-sunken px-3 py-2.5 font-mono text-sm"
        >
          {token}
        </output>
        <p className="text-ink-faint text-xs">
          Send it as <code>Authorization: Bearer mtp_…</code>
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={copy}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />} {isCopied ? 'Copied' : 'Copy'}
        </Button>
        <DialogClose>
          <Button look="primary">Done</Button>
        </DialogClose>
      </div>
    </div>
  )
}
