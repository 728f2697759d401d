'use client'

import { DoorOpen } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { enter } from './enter'

/** Lets in whoever has a one-time link. Its code is in the fragment, which no log sees, and leaves the address at once. */
export function Invitation() {
  const code = useRef('')
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (location.hash === '') return
    code.current = location.hash.slice(1)
    history.replaceState(null, '', location.pathname)
  }, [])
  const start = async () => {
    setIsBusy(true)
    setProblem(await enter('invitation', { code: code.current, callbackUrl: '/settings?account=invited' }))
    setIsBusy(false)
  }
  return (
    <div className="mt-8 grid gap-3">
      <Button look="primary" size="large" disabled={isBusy} onClick={start}>
        <DoorOpen aria-hidden />
        {isBusy ? 'Letting you in…' : 'Enter'}
      </Button>
      {problem && <Notice tone="danger">{problem}</Notice>}
    </div>
  )
}
