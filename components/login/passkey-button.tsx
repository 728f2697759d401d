'use client'

import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { enter } from './enter'
import { isGivenUp, PASSKEY_TROUBLE } from './passkey-trouble'

/** Logs in with a passkey of this site and goes on to `callbackUrl`, a path of ours. */
export function PasskeyButton({ callbackUrl, isMain }: { callbackUrl: string; isMain: boolean }) {
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const start = async () => {
    setIsBusy(true)
    setProblem(await logInWithPasskey(callbackUrl))
    setIsBusy(false)
  }
  return (
    <div className="grid gap-3">
      <Button size="large" look={isMain ? 'primary' : 'secondary'} disabled={isBusy} onClick={start}>
        <KeyRound aria-hidden />
        {isBusy ? 'Waiting for your passkey…' : 'Log in with a passkey'}
      </Button>
      {problem && <Notice tone="danger">{problem}</Notice>}
    </div>
  )
}

/** What went wrong, in words; null: the browser is on its way. */
async function logInWithPasskey(callbackUrl: string): Promise<string | null> {
  const { answer, problem } = await apiFetch('/api/auth/passkey-challenge', 'PasskeyChallenge', { method: 'POST' })
  if (!answer) return problem
  const { browserSupportsWebAuthn, startAuthentication } = await import('@simplewebauthn/browser')
  if (!browserSupportsWebAuthn()) return 'This browser does not know passkeys.'
  try {
    const response = await startAuthentication({ optionsJSON: answer })
    return await enter('passkey', { response: JSON.stringify(response), callbackUrl })
  } catch (error) {
    return isGivenUp(error) ? 'No passkey was used. Nothing was changed.' : PASSKEY_TROUBLE
  }
}
