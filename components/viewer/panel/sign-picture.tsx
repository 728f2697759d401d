'use client'

import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'

/** Where the build puts the pictures of traffic signs (scripts/build.mjs). */
const FOLDER = '/signs'

let signNames: Promise<ReadonlySet<string>> | undefined

/** The names of all pictures there are, asked for once when the first sign is listed. */
function knownSigns(): Promise<ReadonlySet<string>> {
  signNames ??= apiFetch(`${FOLDER}/index.json`, 'SignNames').then(({ answer }) => {
    if (answer === null) signNames = undefined // the next sign asks again
    return new Set(answer)
  })
  return signNames
}

/** A traffic sign as it stands on the road; nothing for a value that has no picture. */
export function SignPicture({ value }: { value: string }) {
  const [isKnown, setKnown] = useState(false)
  useEffect(() => {
    let isStale = false
    knownSigns().then((names) => !isStale && setKnown(names.has(value)))
    return () => {
      isStale = true
    }
  }, [value])
  if (!isKnown) return null
  return (
    // biome-ignore lint/performance/noImgElement: a small vector picture needs no resizing
    <img
      src={`${FOLDER}/${encodeURIComponent(value)}.svg`}
      alt=""
      width={24}
      height={24}
      loading="lazy"
      className="size-6 shrink-0 object-contain"
    />
  )
}
