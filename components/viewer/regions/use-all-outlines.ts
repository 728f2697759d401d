import { useEffect, useState } from 'react'
import { recall, remember } from '@/components/ui/remembered'

const KEY = 'outlines'
const ALL = 'all'

/** Whether all outlines are drawn, remembered in this browser. At first they are not: people look at the photo before its objects. */
export function useAllOutlines(): [isShown: boolean, show: (isShown: boolean) => void] {
  const [isShown, setShown] = useState(false)
  useEffect(() => setShown(recall(KEY) === ALL), [])
  const show = (next: boolean) => {
    setShown(next)
    remember(KEY, next ? ALL : null)
  }
  return [isShown, show]
}
