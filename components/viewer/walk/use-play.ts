import { useEffect, useEffectEvent, useState } from 'react'

export const SPEEDS = [0.5, 1, 2, 4] as const // photos a second
export type Speed = (typeof SPEEDS)[number]
export type Direction = 'forward' | 'back'

const LESS_MOTION = '(prefers-reduced-motion: reduce)'

/**
 * Walks by itself: each step when its time has come and the previous step is done. When the user prefers less motion, it asks first; it stops
 * when that preference is switched on.
 */
export function usePlay(step: (direction: Direction) => Promise<boolean>, canStep: (direction: Direction) => boolean) {
  const [playing, setPlaying] = useState<Direction | null>(null)
  const [asked, setAsked] = useState<Direction | null>(null)
  const [speed, setSpeed] = useState<Speed>(1)
  const advance = useEffectEvent((direction: Direction) => (canStep(direction) ? step(direction) : false))

  useEffect(() => {
    if (!playing) return
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    const tick = async () => {
      const started = performance.now()
      const hasMoved = await advance(playing)
      if (isOver) return
      if (!hasMoved) setPlaying(null)
      else timer = setTimeout(tick, Math.max(0, 1000 / speed - (performance.now() - started)))
    }
    timer = setTimeout(tick, 1000 / speed)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [playing, speed])

  useEffect(() => {
    if (!playing) return
    const motion = matchMedia(LESS_MOTION)
    const stop = () => motion.matches && setPlaying(null)
    motion.addEventListener('change', stop)
    return () => motion.removeEventListener('change', stop)
  }, [playing])

  return {
    playing,
    speed,
    setSpeed,
    /** The direction to confirm, because the user prefers less motion. */
    asked,
    play(direction: Direction) {
      if (matchMedia(LESS_MOTION).matches && asked !== direction) return setAsked(direction)
      setAsked(null)
      setPlaying(direction)
    },
    pause() {
      setPlaying(null)
      setAsked(null)
    },
  }
}
