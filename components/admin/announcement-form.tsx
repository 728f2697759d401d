'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/form/field'
import { Textarea } from '@/components/ui/form/textarea'
import { useChange } from '@/components/ui/use-change'

const URL = '/api/v1/admin/announcements'

/** Words for everybody, at the top of each page. */
export function AnnouncementForm() {
  const [text, setText] = useState('')
  const { change, problem, isPending } = useChange()
  return (
    <form
      className="grid gap-3"
      onSubmit={async (event) => {
        event.preventDefault()
        if (await change({ url: URL, method: 'POST', body: { text }, done: 'It is announced' })) setText('')
      }}
    >
      <Field label="What everybody reads" hint="Plain text, up to 500 letters." errors={problem ? [problem] : []}>
        {(control) => (
          <Textarea {...control} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
      <Button type="submit" look="primary" className="justify-self-start" disabled={isPending || text.trim() === ''}>
        Announce
      </Button>
    </form>
  )
}

export function EndAnnouncement({ id }: { id: string }) {
  const { change, problem, isPending } = useChange()
  return (
    <>
      <Button
        size="small"
        disabled={isPending}
        onClick={() => change({ url: `${URL}/${id}`, method: 'DELETE', done: 'It is no longer shown' })}
      >
        End it
      </Button>
      {problem && <span className="text-danger">{problem}</span>}
    </>
  )
}
