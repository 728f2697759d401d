'use client'

import { type ReactNode, useId, useState, useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { isolated } from '@/lib/format/isolated'
import { DAYS_TO_RETURN, DELETED_COOKIE } from '@/lib/model/people/personal-data'

const DELETED_PAGE = '/settings/deleted'

/** A whole new page: nothing of the person is left in this one. */
function leave(erasedAfter: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere
  document.cookie = `${DELETED_COOKIE}=${encodeURIComponent(erasedAfter)}; path=${DELETED_PAGE}; max-age=3600; samesite=lax`
  window.location.assign(DELETED_PAGE)
}

/** Deletes the account of the person who is logged in, after they typed their name and made their choices. */
export function DeleteAccount({
  username,
  onDeleted = leave,
}: {
  username: string
  onDeleted?: (erasedAfter: string) => void
}) {
  return (
    <Card className="grid gap-6 p-6">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Delete your account</h2>
        <p className="text-ink-muted text-sm">
          Your sequences and photos, imports, tokens and log-ins go. What is on Mapillary stays there. You have{' '}
          {DAYS_TO_RETURN} days to take it back.
        </p>
      </div>
      <div>
        <Dialog
          title="Delete your account?"
          description={`At once nobody sees anything of yours, you are logged out everywhere, and running imports and API tokens end. For ${DAYS_TO_RETURN} days you can take it back by logging in; then it is erased for good. Mapillary keeps what it has.`}
          trigger={<Button look="danger">Delete my account</Button>}
        >
          <DeletionForm username={username} onDeleted={onDeleted} />
        </Dialog>
      </div>
    </Card>
  )
}

function DeletionForm({ username, onDeleted }: { username: string; onDeleted: (erasedAfter: string) => void }) {
  const [typed, setTyped] = useState('')
  const [removeBackup, setRemoveBackup] = useState(false)
  const [removesContributions, setRemovesContributions] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isDeleting, startDeleting] = useTransition()
  const submit = () =>
    startDeleting(async () => {
      const body = { confirm: typed, removeBackup, keepContributions: !removesContributions }
      const { answer, problem } = await apiFetch('/api/v1/me', 'AccountDeletion', { method: 'DELETE', body })
      setRefusal(problem)
      if (answer) onDeleted(answer.erasedAfter)
    })
  return (
    <form
      className="grid grid-cols-1 gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Choice isChosen={removesContributions} onChange={setRemovesContributions} title="Remove my marks and tags too">
        Otherwise those on the photos of others stay, without your name.
      </Choice>
      <Choice isChosen={removeBackup} onChange={setRemoveBackup} title="Erase my originals in the backup too">
        Otherwise they stay in the backup, with a manifest that says what they are.
      </Choice>
      <Field label={`Type ${isolated(username)} to confirm`}>
        {(control) => (
          <Input {...control} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        )}
      </Field>
      {refusal && <Notice tone="danger">{refusal}</Notice>}
      <DialogFoot cancel="Keep it">
        <Button type="submit" look="danger" disabled={isDeleting || typed.trim() !== username.trim()}>
          {isDeleting ? 'Deleting…' : 'Delete my account'}
        </Button>
      </DialogFoot>
    </form>
  )
}

function Choice({
  isChosen,
  onChange,
  title,
  children,
}: {
  isChosen: boolean
  onChange: (isChosen: boolean) => void
  title: string
  children: ReactNode
}) {
  const id = useId()
  return (
    <label htmlFor={id} className="flex cursor-pointer items-start gap-3 text-sm">
      <Checkbox id={id} checked={isChosen} onChange={(event) => onChange(event.target.checked)} />
      <span className="grid gap-0.5">
        <span className="font-[550]">{title}</span>
        <span className="text-ink-muted">{children}</span>
      </span>
    </label>
  )
}
