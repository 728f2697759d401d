import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import type { TagType } from '@/lib/tags/types'

let fetchedTypes: Promise<TagType[]> | null = null

async function fetchTypes(): Promise<TagType[]> {
  const result = await apiFetch('/api/v1/tag-types', 'TagTypes')
  if (result.problem !== null) {
    fetchedTypes = null // asked again the next time
    throw new Error(result.problem)
  }
  return result.answer.tagTypes.filter(({ state }) => state === 'active')
}

/** The tree of tag types, fetched once a visit; null until it is here. */
export function useTagTypes(): { types: TagType[] | null; problem: string | null } {
  const [types, setTypes] = useState<TagType[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    let isGone = false
    fetchedTypes ??= fetchTypes()
    fetchedTypes.then(
      (found) => !isGone && setTypes(found),
      (error: Error) => !isGone && setProblem(error.message),
    )
    return () => {
      isGone = true
    }
  }, [])
  return { types, problem }
}
