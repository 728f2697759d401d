'use client'

import { Flag } from 'lucide-react'
import { useState, useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { RegionPicker } from '@/components/photos/region-picker'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogFoot } from '@/components/ui/dialog'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Textarea } from '@/components/ui/form/textarea'
import { Notice } from '@/components/ui/notice'
import { REPORT_REASON_NAMES, REPORT_REASONS, type ReportReason } from '@/lib/model/people/reports'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'

export type ReportSubject = { type: 'photo' | 'sequence' | 'user'; id: string }

/** Reports something without an account: open it, choose a reason, send. */
export function ReportDialog({ subject, isOpenAtFirst = false }: { subject: ReportSubject; isOpenAtFirst?: boolean }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst)
  return (
    <Dialog
      title={`Report this ${subject.type}`}
      description="You need no account. Moderators look at it; the gravest reports hide a photo at once."
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small">
          <Flag aria-hidden /> Report
        </Button>
      }
    >
      <ReportForm key={`${subject.type} ${subject.id}`} subject={subject} />
    </Dialog>
  )
}

function ReportForm({ subject }: { subject: ReportSubject }) {
  const [reason, setReason] = useState<ReportReason | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [region, setRegion] = useState<TagShape | null>(null)
  const [taken, setTaken] = useState<{ page: string; hidden: boolean } | null>(null)
  const [isSending, startSending] = useTransition()
  if (taken) return <Taken {...taken} />

  const send = (form: FormData) =>
    startSending(async () => {
      const words = (name: string) => String(form.get(name) ?? '').trim() || undefined
      const { answer, problem: refusal } = await apiFetch('/api/v1/reports', 'ReportTaken', {
        method: 'POST',
        body: {
          [subject.type]: subject.id,
          reason,
          ...(region && { region }),
          ...{ comment: words('comment'), email: words('email'), website: words('website') },
        },
      })
      if (answer) setTaken({ page: answer.links.page, hidden: answer.hidden })
      else setProblem(refusal)
    })
  return (
    <form
      className="grid grid-cols-1 gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        send(new FormData(event.currentTarget))
      }}
    >
      <fieldset className="grid gap-1">
        <legend className="mb-2 font-[550] text-sm">What is wrong?</legend>
        {REPORT_REASON_NAMES.map((name) => (
          <label key={name} className="flex min-h-8 cursor-pointer items-center gap-3 text-sm">
            <input
              type="radio"
              name="reason"
              checked={reason === name}
              onChange={() => setReason(name)}
              className="size-4 shrink-0 accent-accent"
            />
            {REPORT_REASONS[name].label}
          </label>
        ))}
      </fieldset>
      {subject.type === 'photo' && (
        <details className="text-sm">
          <summary className="cursor-pointer font-[550]">Show where on the picture</summary>
          <div className="mt-2">
            <RegionPicker photoId={subject.id} region={region} onRegion={setRegion} />
          </div>
        </details>
      )}
      <Field label="In your words" isOptional>
        {(control) => <Textarea {...control} name="comment" maxLength={5_000} />}
      </Field>
      <Field label="E-mail" isOptional hint="Only moderators see it, and the decision may be sent to it.">
        {(control) => <Input {...control} name="email" type="email" maxLength={254} autoComplete="email" />}
      </Field>
      {/* People do not see this field: what is filled in comes from a program. */}
      <input name="website" tabIndex={-1} autoComplete="off" aria-hidden="true" className="hidden" />
      {problem && <Notice tone="danger">{problem}</Notice>}
      <DialogFoot cancel="Cancel">
        <Button type="submit" look="primary" disabled={reason === null || isSending}>
          {isSending ? 'Sending…' : 'Send the report'}
        </Button>
      </DialogFoot>
    </form>
  )
}

function Taken({ page, hidden }: { page: string; hidden: boolean }) {
  return (
    <div className="grid gap-4 text-sm">
      <Notice title="Thank you. The report was taken.">
        {hidden ? 'The photo is hidden until a moderator has decided. ' : ''}
        Keep this address: there you can read the decision.
      </Notice>
      <a href={page} className="break-all text-link">
        {page}
      </a>
      <DialogClose>
        <Button className="justify-self-end">Close</Button>
      </DialogClose>
    </div>
  )
}
