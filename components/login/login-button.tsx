'use client'

import { LogIn } from 'lucide-react'
import { signIn } from 'next-auth/react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** Starts the login with Mapillary and returns to `callbackUrl`, a path of ours. */
export function LoginButton({ callbackUrl }: { callbackUrl: string }) {
  const [isBusy, setIsBusy] = useState(false)
  const start = async () => {
    setIsBusy(true)
    await signIn('mapillary', { callbackUrl }).catch(() => setIsBusy(false))
  }
  return (
    <Button look="primary" size="large" disabled={isBusy} onClick={start}>
      <LogIn aria-hidden />
      {isBusy ? 'Going to Mapillary…' : 'Log in with Mapillary'}
    </Button>
  )
}
