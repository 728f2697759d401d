import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { apiFetch } from '@/components/api-fetch'

const EVERY_MS = 60_000 // the version is raised no more often, but by takedowns (docs/decisions/007)

/** Asks for the page again, with its list and the address of its tiles, when the public map is no longer what it was: looked at each minute and when people come back. */
export function useFreshMap(version: number): void {
  const router = useRouter()
  useEffect(() => {
    const look = async () => {
      if (document.hidden) return
      const { answer } = await apiFetch('/tiles.json', 'TileJson')
      if (answer && versionOf(answer.tiles[0]) !== version) router.refresh()
    }
    const timer = setInterval(look, EVERY_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [version, router])
}

function versionOf(tiles: string): number {
  return Number(new URL(tiles).searchParams.get('v'))
}
