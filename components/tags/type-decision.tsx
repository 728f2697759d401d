'use client'

import { Check, X } from 'lucide-react'
import { useActionState, useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import type { FormState } from '@/lib/server/form-action'

/** An admin's yes or no to one type. */
export function TypeDecision({
  action,
  value,
  label,
  state,
}: {
  action: (before: FormState, form: FormData) => Promise<FormState>
  value: string
  label: string
  state: 'active' | 'rejected'
}) {
  const [answer, submit, isPending] = useActionState(action, {})
  useEffect(() => {
    if (answer.message) toast(answer.message)
  }, [answer])
  const isYes = state === 'active'
  return (
    <form action={submit}>
      <input type="hidden" name="value" value={value} />
      <input type="hidden" name="state" value={state} />
      <Button
        type="submit"
        size="small"
        look={isYes ? 'primary' : 'quiet'}
        disabled={isPending}
        aria-label={`${isYes ? 'Approve' : 'Reject'} ${label}`}
      >
        {isYes ? <Check aria-hidden /> : <X aria-hidden />} {isYes ? 'Approve' : 'Reject'}
      </Button>
    </form>
  )
}
