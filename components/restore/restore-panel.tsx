'use client'

import { type SubmitEvent, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { Notice } from '@/components/ui/notice'
import { RestoreResult } from './restore-result'
import { useRestore } from './use-restore'

/** `offered`: an empty instance; `interrupted`: a restore of it did not end; `running`: somebody's goes on; null: there is nothing to restore. */
type State = 'offered' | 'interrupted' | 'running' | null

/** Restores with the code from the log, and shows to whoever has it how far it is and what came of it. `logInWith`: how people log in here. */
export function RestorePanel({ state, logInWith }: { state: State; logInWith: string }) {
  const { progress, problem, begin } = useRestore()
  if (progress && progress.state !== 'failed') return <RestoreResult progress={progress} logInWith={logInWith} />
  if (state === 'running')
    return (
      <Notice title="A restore is under way">The site is here again in a while. Nobody can log in until then.</Notice>
    )
  if (state === null) return <Notice>There is nothing to restore: this site has its data.</Notice>
  return (
    <div className="grid gap-6">
      {state === 'interrupted' && (
        <Notice tone="warning" title="A restore has not ended">
          It was interrupted, or it goes on as a command. Begun here, it goes on where it was, and nothing comes twice.
        </Notice>
      )}
      {progress?.failure && (
        <Notice tone="danger" title="The restore failed">
          {progress.failure}
        </Notice>
      )}
      <CodeForm problem={problem} begin={begin} />
    </div>
  )
}

function CodeForm({ problem, begin }: { problem: string | null; begin: (code: string) => Promise<void> }) {
  const [code, setCode] = useState('')
  const [written, setWritten] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const write = async () => {
    setIsBusy(true)
    const { answer, problem: refused } = await apiFetch('/api/v1/restore/code', 'RestoreCode', { method: 'POST' })
    setWritten(answer ? 'A code is in the log now. It is good for one hour, once.' : refused)
    setIsBusy(false)
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setIsBusy(true)
    await begin(code.trim())
    setIsBusy(false)
  }
  return (
    <Card className="p-6">
      <form onSubmit={submit} className="grid gap-5">
        <div className="grid gap-3 text-sm">
          <p>
            Only whoever runs this site decides that. They can read its log: have a code written there, and enter it
            here. With <code>npm run up</code> the log is <code>logs/web.log</code> in the data folder.
          </p>
          <div className="flex flex-wrap items-center gap-3">
            <Button onClick={write} disabled={isBusy}>
              Write a code to the log
            </Button>
            {written && (
              <p role="status" className="min-w-0 text-ink-muted">
                {written}
              </p>
            )}
          </div>
        </div>
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Field label="Code from the log">
          {(control) => (
            <Input
              {...control}
              value={code}
              onChange={(event) => setCode(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              required
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={isBusy} className="justify-self-start">
          Restore everything
        </Button>
      </form>
    </Card>
  )
}
