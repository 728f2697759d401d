'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/form/checkbox'
import { useChange } from '@/components/ui/use-change'
import { NOTICE_KIND_NAMES, NOTICE_KINDS, type NoticeKind } from '@/lib/model/people/notices'

const URL = '/api/v1/me/notice-settings'

/** Which kinds somebody is told of, and the address for feed readers. */
export function NoticeSettings({ kinds, feed }: { kinds: Record<NoticeKind, boolean>; feed: string }) {
  const { change, problem, isPending } = useChange()
  const [shown, setShown] = useState(kinds)
  /** The box follows the hand at once, and goes back when the change was refused. */
  const choose = async (kind: NoticeKind, isChosen: boolean) => {
    setShown((before) => ({ ...before, [kind]: isChosen }))
    const isDone = await change({ url: URL, method: 'PATCH', body: { kinds: { [kind]: isChosen } } })
    if (!isDone) setShown((before) => ({ ...before, [kind]: !isChosen }))
  }
  return (
    <section className="grid gap-4" aria-labelledby="told-of">
      <h2 id="told-of" className="font-semibold text-lg">
        What you are told of
      </h2>
      <div className="grid gap-2.5">
        {NOTICE_KIND_NAMES.map((kind) => (
          <label key={kind} htmlFor={`notice-${kind}`} className="flex cursor-pointer items-start gap-3 text-sm">
            <Checkbox
              id={`notice-${kind}`}
              checked={shown[kind]}
              onChange={(event) => choose(kind, event.target.checked)}
            />
            {NOTICE_KINDS[kind].label}
          </label>
        ))}
      </div>
      {problem && (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
      <div className="grid gap-2 text-sm">
        <h3 className="font-[550]">For feed readers (Atom)</h3>
        <p className="text-ink-muted">Whoever has this address reads your notices, so keep it to yourself.</p>
        <code className="break-all">{feed}</code>
        <Button
          size="small"
          className="justify-self-start"
          disabled={isPending}
          onClick={() =>
            change({
              url: URL,
              method: 'PATCH',
              body: { renewFeed: true },
              done: 'The old address is no longer answered',
            })
          }
        >
          Make a new address
        </Button>
      </div>
    </section>
  )
}
