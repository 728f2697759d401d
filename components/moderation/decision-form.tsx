import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import type { Decision } from '@/lib/model/people/reports'

const USUAL_REASONS: Partial<Record<Decision, string>> = {
  nothing: 'We looked at it and found nothing against our terms.',
  hide_photo: 'It is against our terms.',
  blur: 'Something on it can be recognised that must not be.',
}

/** The reason of a decision, which owner and reporter read. Enter decides. */
export function DecisionForm({
  decision,
  onDecide,
}: {
  decision: Decision
  onDecide: (reason: string) => Promise<string | null>
}) {
  const [reason, setReason] = useState(USUAL_REASONS[decision] ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [isDeciding, startDeciding] = useTransition()
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        startDeciding(async () => setProblem(await onDecide(reason)))
      }}
    >
      <Field label="Reason" className="min-w-60 flex-1" errors={problem ? [problem] : []}>
        {(control) => (
          <Input
            {...control}
            // The moderator has just chosen what to decide, by a key or a button.
            autoFocus
            value={reason}
            maxLength={5_000}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary" disabled={isDeciding || reason.trim() === ''}>
        {isDeciding ? 'Deciding…' : 'Decide'}
      </Button>
    </form>
  )
}
