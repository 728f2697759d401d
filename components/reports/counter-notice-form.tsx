import { useState, useTransition } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/form/checkbox'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Textarea } from '@/components/ui/form/textarea'

/** The owner's declaration that a claim of a copyright is wrong, which whoever made the claim reads. */
export function CounterNoticeForm({ reportId }: { reportId: string }) {
  const [notice, setNotice] = useState({ name: '', contact: '', statement: '', isTrue: false })
  const [problem, setProblem] = useState<string | null>(null)
  const [isSent, setSent] = useState(false)
  const [isSending, startSending] = useTransition()
  if (isSent) return <p>Your counter-notice was taken. It is decided again.</p>
  return (
    <details>
      <summary className="cursor-pointer">The claim is wrong: give a counter-notice</summary>
      <form
        className="mt-3 grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          startSending(async () => {
            const url = `/api/v1/reports/${reportId}/counter-notice`
            const result = await apiFetch(url, 'Report', { method: 'POST', body: notice })
            setSent(result.answer !== null)
            setProblem(result.problem)
          })
        }}
      >
        <p>Whoever made the claim reads your name, how to reach you, and your statement.</p>
        <Field label="Your full name">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={200}
              value={notice.name}
              onChange={(event) => setNotice({ ...notice, name: event.target.value })}
            />
          )}
        </Field>
        <Field label="How to reach you">
          {(control) => (
            <Input
              {...control}
              required
              maxLength={500}
              value={notice.contact}
              onChange={(event) => setNotice({ ...notice, contact: event.target.value })}
            />
          )}
        </Field>
        <Field label="Why the claim is wrong" errors={problem ? [problem] : []}>
          {(control) => (
            <Textarea
              {...control}
              required
              maxLength={5_000}
              value={notice.statement}
              onChange={(event) => setNotice({ ...notice, statement: event.target.value })}
            />
          )}
        </Field>
        <label htmlFor={`true-${reportId}`} className="flex cursor-pointer items-start gap-3">
          <Checkbox
            id={`true-${reportId}`}
            checked={notice.isTrue}
            onChange={(event) => setNotice({ ...notice, isTrue: event.target.checked })}
          />
          I declare that what I say is true.
        </label>
        <Button type="submit" size="small" className="justify-self-end" disabled={isSending || !notice.isTrue}>
          Give the counter-notice
        </Button>
      </form>
    </details>
  )
}
